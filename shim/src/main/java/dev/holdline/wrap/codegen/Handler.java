package dev.holdline.wrap.codegen;

/** Carries out the calls of one gated or observed function. Thread-safe. */
@FunctionalInterface
public interface Handler {
  /**
   * Carries out one call; returns what the caller gets, and leaves errno as the caller finds it.
   */
  long handle(Call call);
}
