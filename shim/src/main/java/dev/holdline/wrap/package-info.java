/**
 * What a porter says of functions of their own: {@link dev.holdline.wrap.Blocking} and {@link
 * dev.holdline.wrap.Readiness}. The two know nothing of how a call is gated.
 */
@NullMarked
package dev.holdline.wrap;

import org.jspecify.annotations.NullMarked;
