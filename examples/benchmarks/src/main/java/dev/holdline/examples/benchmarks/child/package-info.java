/**
 * Processes of their own, for what would disturb its neighbours in one: memory, thousands of
 * threads, thousands of descriptors. A child talks in lines, may answer commands in JSON, or runs
 * to its end; what is said is not the business of this package.
 */
@NullMarked
package dev.holdline.examples.benchmarks.child;

import org.jspecify.annotations.NullMarked;
