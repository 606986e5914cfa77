package dev.holdline.examples.benchmarks.micro;

/**
 * Descriptors and memory on which one function can be called again and again. What surrounds the
 * call goes through plain libc, so that it costs both contenders the same. Used by one thread, but
 * for {@link #fill}, which another one may call while {@link #call} waits.
 */
interface Scene extends AutoCloseable {
  /** Provides for calls that do not wait. */
  void fill(int calls);

  /**
   * The call that is measured.
   *
   * @throws IllegalStateException when it returns anything but what was expected
   */
  void call();

  /** Takes away what {@link #fill} and the calls left behind. */
  void clear();

  @Override
  void close();
}
