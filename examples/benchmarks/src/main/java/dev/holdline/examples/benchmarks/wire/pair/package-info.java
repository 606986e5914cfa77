/**
 * Comparisons with both ends of every connection in this process, each contender talking to its own
 * kind, so that no other program stands between the two. It records the figures that have bounds.
 */
@NullMarked
package dev.holdline.examples.benchmarks.wire.pair;

import org.jspecify.annotations.NullMarked;
