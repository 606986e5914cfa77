package dev.holdline.gate;

import dev.holdline.held.Incarnation;
import dev.holdline.held.SpinTime;
import dev.holdline.wait.Ways;

/**
 * The time before a wait in which a thread that found nothing tries again and again, where that may
 * be worth it: see {@link SpinTime}. Used by one thread at a time, and again by later calls.
 */
final class Spin {
  /** No spin. */
  static final long NEVER = Long.MIN_VALUE;

  private static final int MOST = 1000; // tries, whatever the clock says

  private final Ways ways;
  private final Attempt attempt;
  private long begunAt = NEVER;
  private long nanos;
  private int tries;

  Spin(Ways ways, Attempt attempt) {
    this.ways = ways;
    this.attempt = attempt;
  }

  /** Forgets the call before. */
  void reset() {
    begunAt = NEVER;
  }

  /** Begins if it may be worth it. */
  boolean begin(Incarnation file) {
    SpinTime time = file.held().spinTime();
    nanos = Ways.isDirect() ? time.ofPlatformThread() : time.ofVirtualThread();
    if (nanos == 0) {
      return false;
    }
    begunAt = ways.now();
    tries = 0;
    return true;
  }

  /** How one try went. */
  enum Result {
    ANSWERED,
    NOTHING,
    /** It is time to sleep. */
    OVER
  }

  /** Tries once. */
  Result attempt(Incarnation file) {
    // Nobody knows how long the last try took: the number may be another file's by now.
    boolean same = file.isCurrent();
    long passed = same ? ways.now() - begunAt : nanos;
    SpinTime time = file.held().spinTime();
    if (same && attempt.run(true)) {
      time.paid(passed);
      return Result.ANSWERED;
    }
    if (passed < nanos && ++tries < MOST) {
      return Result.NOTHING;
    }
    attempt.endSpin();
    time.failed();
    return Result.OVER;
  }

  /** Returns when the spin of this call began, {@link #NEVER} when it did not spin. */
  long begunAt() {
    return begunAt;
  }
}
