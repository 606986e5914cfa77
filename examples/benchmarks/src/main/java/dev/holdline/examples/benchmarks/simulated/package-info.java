/**
 * Holdline's own structures beyond the descriptors that one process may have: the real gate,
 * registry and selector over a kernel that is simulated in memory. Its figures say nothing of a
 * real kernel's cost, and each of them says that it is simulated.
 */
@NullMarked
package dev.holdline.examples.benchmarks.simulated;

import org.jspecify.annotations.NullMarked;
