/**
 * Where servers listen, and how plain libc listens, connects and accepts there. It measures
 * nothing, and all packages that measure may use it.
 */
@NullMarked
package dev.holdline.examples.benchmarks.socket;

import org.jspecify.annotations.NullMarked;
