package dev.holdline.wrap;

import org.jspecify.annotations.Nullable;

/** Carries out the calls of one method of a wrapped interface. Thread-safe. */
@FunctionalInterface
interface Handler {
  /**
   * Carries out one call.
   *
   * @param arguments of this call alone
   */
  @Nullable Object invoke(Object proxy, @Nullable Object[] arguments) throws Throwable;
}
