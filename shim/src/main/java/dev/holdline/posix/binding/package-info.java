/**
 * Not for porters, who use {@link dev.holdline.posix.LibC}: the functions of libc that Holdline
 * calls for itself. JNR-FFI implements these interfaces at run time, in a class loader and so in a
 * module of its own, which sees exported packages only. So this one is exported, has nothing else,
 * and is left out of javadoc.
 */
@NullMarked
package dev.holdline.posix.binding;

import org.jspecify.annotations.NullMarked;
