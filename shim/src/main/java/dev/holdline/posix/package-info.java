/**
 * The only room that calls libc: bindings, errno, struct layouts and constants for Linux.
 *
 * <p>Porters find {@link dev.holdline.posix.LibC} here, a ready interface to load. The rest serves
 * Holdline itself. This room knows nothing of descriptors that are held and nothing of waiting.
 */
@NullMarked
package dev.holdline.posix;

import org.jspecify.annotations.NullMarked;
