/**
 * The drop-in: turns a JNR-FFI library interface into a gated one. It knows JNR's types and the
 * shapes in which people declare libc's functions; it waits for nothing and calls no libc itself.
 */
@NullMarked
package dev.holdline.wrap;

import org.jspecify.annotations.NullMarked;
