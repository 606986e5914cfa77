/**
 * Starts the contenders as servers and the load generator, lets it drive them in turn, round by
 * round, and takes down the figures. All processes end with this one.
 */
@NullMarked
package dev.holdline.examples.benchmarks.wire.race;

import org.jspecify.annotations.NullMarked;
