package dev.holdline.wrap.gated;

/** Carries out the calls of one gated or observed function. Thread-safe. */
@FunctionalInterface
interface Handler {
  /**
   * Carries out one call; returns what the caller gets, and leaves errno as the caller finds it.
   */
  long handle(Call call);
}
