package dev.holdline.wrap.codegen;

import org.jspecify.annotations.Nullable;

/** Checks calls of one function that go straight through, and so not by its handler. */
@FunctionalInterface
public interface LengthCheck {
  /**
   * Checks one call.
   *
   * @param length as the caller gives it, in bytes
   * @throws IllegalArgumentException when the buffer is shorter
   */
  void check(@Nullable Object buffer, long length);
}
