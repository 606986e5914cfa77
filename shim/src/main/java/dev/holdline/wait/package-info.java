/**
 * One blocking wait: its deadline, its slices, what wakes it, and whose descriptor it is.
 *
 * <p>{@code Descriptors} knows what is held in this process, a {@code Waiter} is one blocked
 * thread, and the gated calls ({@code GatedRead} and its kin) decide when the original function may
 * be called. This room knows nothing of how a library interface declares its functions.
 */
@NullMarked
package dev.holdline.wait;

import org.jspecify.annotations.NullMarked;
