/**
 * Thousands of waiting receivers: what they weigh, how long it takes to park and to wake them, and
 * what they cost while nothing happens. Each crowd of receivers is a process of its own, and talks
 * only over the loopback interface.
 */
@NullMarked
package dev.holdline.examples.benchmarks.scale;

import org.jspecify.annotations.NullMarked;
