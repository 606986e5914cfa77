package dev.holdline.wait;

/**
 * The time before a wait in which a thread that found nothing looks again, where that may be worth
 * it, see {@link Patience}. Used by one thread at a time, and again by later calls.
 */
final class LookAgain {
  private static final long NEVER = Long.MIN_VALUE;
  private static final int MOST = 1000; // whatever the clock says

  private final Waits waits;
  private final Attempt attempt;
  private long begunAt = NEVER;
  private long nanos;
  private int looks;
  private boolean over;

  LookAgain(Waits waits, Attempt attempt) {
    this.waits = waits;
    this.attempt = attempt;
  }

  /** Forgets the call before. */
  void reset() {
    begunAt = NEVER;
  }

  /** Begins if it may be worth it. */
  boolean begin(Descriptor descriptor, boolean keepsCore) {
    Patience patience = descriptor.patience();
    nanos = keepsCore ? patience.platformNanos() : patience.nanos();
    if (nanos == 0) {
      return false;
    }
    begunAt = waits.now();
    looks = 0;
    over = false;
    attempt.beginHaste();
    return true;
  }

  /** Looks once; true when the call is answered. */
  boolean finds(Descriptor descriptor) {
    // Nobody knows how long the last look took: the number may be another file's by now.
    boolean same = descriptor.isCurrent();
    long passed = same ? waits.now() - begunAt : nanos;
    if (same && attempt.run(descriptor)) {
      descriptor.patience().paid(passed);
      return true;
    }
    over = passed >= nanos || ++looks == MOST;
    if (over) {
      attempt.endHaste();
      descriptor.patience().failed();
    }
    return false;
  }

  /** Returns whether it is time to sleep. */
  boolean isOver() {
    return over;
  }

  /** Returns when the call began: before its wait, when it looked again first. */
  long beginOfCall(long wait) {
    return begunAt == NEVER ? wait : begunAt;
  }
}
