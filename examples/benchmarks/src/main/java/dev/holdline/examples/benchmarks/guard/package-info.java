/**
 * The guards: they tell when a gated call has become dearer than bounds.json allows. What can be
 * counted is counted, by every build; times are only compared with others of the same minute, when
 * somebody asks. It keeps no figures.
 */
@NullMarked
package dev.holdline.examples.benchmarks.guard;

import org.jspecify.annotations.NullMarked;
