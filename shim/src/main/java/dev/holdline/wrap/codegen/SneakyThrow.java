package dev.holdline.wrap.codegen;

/** What a method handle threw, to be thrown on. */
final class SneakyThrow {
  private SneakyThrow() {}

  /**
   * Throws it as it is, whatever the compiler knows of it.
   *
   * @return nothing; so that the caller can write {@code throw} before the call
   */
  @SuppressWarnings("unchecked")
  static <E extends Throwable> RuntimeException asItIs(Throwable problem) throws E {
    throw (E) problem;
  }
}
