/**
 * Bytes on a wire: round trips and streams through held descriptors, and through what people use
 * otherwise, in turn. It opens its connections itself, on the loopback interface.
 */
@NullMarked
package dev.holdline.examples.benchmarks.wire;

import org.jspecify.annotations.NullMarked;
