package dev.holdline.wait;

import java.util.concurrent.TimeUnit;

/**
 * How long to leave a descriptor alone that says it is ready while the call finds nothing: a full
 * error queue, a low-water mark, a receiver without room. The first time it may have been a race,
 * so the second try is at once; then 1 ms, doubling to 32 ms. Used by one thread.
 */
final class Backoff {
  static final long SHORTEST = TimeUnit.MILLISECONDS.toNanos(1);

  private static final int LONGEST_SHIFT = 5;

  private int misses;

  void miss() {
    misses++;
  }

  /** Returns how often there was nothing, to be {@link #set} again. */
  int misses() {
    return misses;
  }

  void set(int earlierMisses) {
    misses = earlierMisses;
  }

  void reset() {
    misses = 0;
  }

  long pauseNanos() {
    return misses < 2 ? 0 : SHORTEST << Math.min(misses - 2, LONGEST_SHIFT);
  }
}
