package dev.holdline.selector;

/**
 * Time, handed in everywhere so that a test can stop it. Thread-safe. See clock_gettime(2).
 *
 * <p>Points on the two clocks must not be compared with each other. All waits and deadlines are on
 * the monotonic one.
 */
@FunctionalInterface
public interface Clock {
  /** Returns nanoseconds on the monotonic clock, which stands still while the system sleeps. */
  long now();

  /**
   * Returns nanoseconds on the clock that runs on while the system sleeps; the monotonic one, where
   * a clock has no other.
   */
  default long bootTime() {
    return now();
  }
}
