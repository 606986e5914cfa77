/** Measures what holding a descriptor costs, as ratios of things measured in turn in one run. */
@NullMarked
package dev.holdline.examples.benchmarks;

import org.jspecify.annotations.NullMarked;
