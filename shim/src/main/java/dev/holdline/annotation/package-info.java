/**
 * What a porter says of native functions of their own: {@link dev.holdline.annotation.Blocking} and
 * {@link dev.holdline.annotation.Readiness}. Stands on nothing of Holdline, and knows nothing of
 * how a call is gated.
 */
@NullMarked
package dev.holdline.annotation;

import org.jspecify.annotations.NullMarked;
