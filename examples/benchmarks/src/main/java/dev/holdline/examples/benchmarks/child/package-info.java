/**
 * Processes of their own, for what would disturb its neighbours in one: memory, thousands of
 * threads, thousands of descriptors. A child answers commands in lines of JSON; what they mean is
 * not the business of this package.
 */
@NullMarked
package dev.holdline.examples.benchmarks.child;

import org.jspecify.annotations.NullMarked;
