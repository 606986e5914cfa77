package dev.holdline.wait;

import java.util.concurrent.TimeUnit;

/**
 * How long a virtual thread that finds nothing gives way to others and looks again before it parks.
 * Whoever is to answer may be one of those others, or at work on another core, and to be woken
 * costs several times as much as to look. Learnt from the waits of one descriptor, which begins
 * with what the others learnt last; where it does not help it is tried once in a while only.
 *
 * <p>Used by any thread without order: it is only a guess.
 */
final class Patience {
  /** About what it takes two parked threads to answer each other. */
  static final int LONGEST = (int) TimeUnit.MICROSECONDS.toNanos(50);

  private static final int SHORTEST = (int) TimeUnit.MICROSECONDS.toNanos(2);
  private static final int SELDOM = 32; // waits

  private static int latest; // of all descriptors

  private int nanos = latest;
  private int waits;

  /** Returns how long to look again in this wait, in nanoseconds. */
  long nanos() {
    if (nanos > 0) {
      return nanos;
    }
    return ++waits % SELDOM == 0 ? LONGEST : 0;
  }

  /** Learns that it was worth it after this time. */
  void paid(long afterNanos) {
    learn((int) Math.min(LONGEST, Math.max(Math.max(SHORTEST, nanos), afterNanos * 2)));
  }

  /** Learns that the thread had to park. */
  void failed() {
    learn(nanos < 2 * SHORTEST ? 0 : nanos / 2);
  }

  private void learn(int patience) {
    nanos = patience;
    latest = patience;
  }
}
