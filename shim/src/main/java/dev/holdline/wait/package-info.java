/**
 * One blocking wait on held descriptors: its deadline, its slices, what interrupts it, and the ways
 * to wait (by oneself, parked, polling). It calls no function of the program and knows none.
 */
@NullMarked
package dev.holdline.wait;

import org.jspecify.annotations.NullMarked;
