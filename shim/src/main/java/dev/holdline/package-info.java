/**
 * What a porter touches: {@link dev.holdline.Holdline} loads or wraps a libc interface, {@link
 * dev.holdline.Hold} tells what is known of one descriptor, {@link dev.holdline.HoldlineConfig}
 * sets how threads wait.
 */
@NullMarked
package dev.holdline;

import org.jspecify.annotations.NullMarked;
