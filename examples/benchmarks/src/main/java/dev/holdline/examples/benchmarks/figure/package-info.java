/**
 * Figures: what was measured, with its spread, and the bounds it has to keep. It measures nothing
 * and prints no report.
 */
@NullMarked
package dev.holdline.examples.benchmarks.figure;

import org.jspecify.annotations.NullMarked;
