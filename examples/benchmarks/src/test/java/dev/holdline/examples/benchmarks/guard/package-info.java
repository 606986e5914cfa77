/**
 * The guard: fails the build when a gated call has become dearer than bounds.json allows. What can
 * be counted is counted; times are only compared with others of the same minute.
 */
@NullMarked
package dev.holdline.examples.benchmarks.guard;

import org.jspecify.annotations.NullMarked;
