package dev.holdline.held;

import java.util.concurrent.TimeUnit;

/**
 * How long a thread that finds nothing spins, that is, tries again and again, before it sleeps.
 * Whoever is to answer may be at work on another core, and to be woken costs several times as much
 * as to try. Learnt from the waits of one descriptor, which begins with what the others learnt
 * last; where it does not help, or nobody knows yet, it is tried once in a while only.
 *
 * <p>A virtual thread yields to others between two tries, one of which may be who answers. A
 * platform thread cannot without giving up its core for long, so it keeps it, but only for as long
 * as to sleep and to be woken would take it, and only where the wait before was about as short.
 *
 * <p>Used by any thread without order: it is only a guess.
 */
public final class SpinTime {
  /** About what it takes two parked threads to answer each other. */
  static final int LONGEST = (int) TimeUnit.MICROSECONDS.toNanos(50);

  /** About what it takes a platform thread to sleep and to be woken: at most that is wasted. */
  static final int SLEEP = (int) TimeUnit.MICROSECONDS.toNanos(10);

  /** A wait as short as this, in nanoseconds, was mostly the time to sleep and to be woken. */
  public static final int BRIEF = 2 * SLEEP;

  private static final int SHORTEST = (int) TimeUnit.MICROSECONDS.toNanos(2);
  private static final int SELDOM = 32; // waits
  private static final int PIONEERS = 8; // descriptors, one of which tries at once
  private static final int UNKNOWN = -1;

  // Of all descriptors.
  private static int latest;
  private static int beginners;

  private int nanos = UNKNOWN;
  private int waits;
  private boolean brief; // the last wait

  /** Returns how long a platform thread spins in this wait, in nanoseconds. */
  public long ofPlatformThread() {
    return brief ? Math.min(ofVirtualThread(), SLEEP) : 0;
  }

  /** Returns how long a virtual thread spins in this wait, in nanoseconds. */
  public long ofVirtualThread() {
    if (nanos == UNKNOWN) {
      begin();
    }
    if (nanos > 0) {
      return nanos;
    }
    return ++waits % SELDOM == 0 ? LONGEST : 0;
  }

  /** Learns that it was worth it after this time. */
  public void paid(long afterNanos) {
    learn((int) Math.min(LONGEST, Math.max(Math.max(SHORTEST, nanos), afterNanos * 2)));
  }

  /** Learns how long a thread slept until there was something. */
  public void slept(long forNanos) {
    brief = forNanos < BRIEF;
  }

  /** Learns that the thread had to sleep. */
  public void failed() {
    learn(nanos < 2 * SHORTEST ? 0 : nanos / 2);
  }

  /** Many descriptors that live for less than the seldom tries would never learn otherwise. */
  private void begin() {
    nanos = latest;
    waits = ++beginners % PIONEERS == 0 ? SELDOM - 1 : 0;
  }

  private void learn(int time) {
    nanos = time;
    latest = time;
  }
}
