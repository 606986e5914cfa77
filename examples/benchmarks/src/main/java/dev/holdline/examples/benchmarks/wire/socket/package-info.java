/**
 * Where servers listen, and how plain libc listens, connects and accepts there. It measures
 * nothing, and all the other packages of the wire may use it.
 */
@NullMarked
package dev.holdline.examples.benchmarks.wire.socket;

import org.jspecify.annotations.NullMarked;
