/**
 * Bytes on a wire: round trips and streams through held descriptors, and through what people use
 * otherwise, in turn. Every connection is its own, on the loopback interface or in a temporary
 * folder.
 */
@NullMarked
package dev.holdline.examples.benchmarks.wire;

import org.jspecify.annotations.NullMarked;
