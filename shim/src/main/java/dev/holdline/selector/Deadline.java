package dev.holdline.selector;

/**
 * Points in time on the monotonic clock, in nanoseconds. A timeout says how long, a deadline says
 * until when: only a deadline stays right when a wait is split or woken for nothing.
 */
public final class Deadline {
  /** Never. */
  public static final long NONE = Long.MAX_VALUE;

  private Deadline() {}

  /** Returns the deadline that is {@code timeoutNanos} after {@code now}. */
  public static long after(long now, long timeoutNanos) {
    long deadline = now + timeoutNanos;
    return timeoutNanos == NONE || deadline == NONE ? NONE : deadline;
  }

  /** Returns the time left, 0 or less when it has passed, {@link #NONE} for no deadline. */
  public static long left(long deadline, long now) {
    return deadline == NONE ? NONE : deadline - now;
  }
}
