package dev.holdline.wrap;

import dev.holdline.posix.Layout;
import dev.holdline.wait.Deadline;
import java.util.concurrent.TimeUnit;
import jnr.ffi.Pointer;
import org.jspecify.annotations.Nullable;

/** Timeouts as poll, select and their kin take them, in nanoseconds. */
final class Timeouts {
  private static final long NANOS = 1_000_000_000L;

  private Timeouts() {}

  /** poll(2) and epoll_wait(2): milliseconds, negative for none. */
  static long ofMillis(long millis) {
    return millis < 0 ? Deadline.NONE : TimeUnit.MILLISECONDS.toNanos(millis);
  }

  /** struct timespec, null for none; negative for an invalid one, which the kernel refuses. */
  static long ofTimespec(@Nullable Pointer timespec) {
    return timespec == null
        ? Deadline.NONE
        : ofTimespec(timespec.getLong(Layout.TIMESPEC_SEC), timespec.getLong(Layout.TIMESPEC_NSEC));
  }

  /** The two members of a struct timespec; a whole second or more of nanoseconds is invalid. */
  static long ofTimespec(long seconds, long nanos) {
    return nanos < NANOS ? of(seconds, nanos, 1) : -1;
  }

  /** struct timeval, null for none; negative for an invalid one, which the kernel refuses. */
  static long ofTimeval(@Nullable Pointer timeval) {
    return timeval == null
        ? Deadline.NONE
        : of(timeval.getLong(Layout.TIMEVAL_SEC), timeval.getLong(Layout.TIMEVAL_USEC), 1000);
  }

  private static long of(long seconds, long fraction, long nanosPerFraction) {
    if (seconds < 0 || fraction < 0) {
      return -1;
    }
    long most = Long.MAX_VALUE / NANOS / 2; // about 146 years: for ever
    return seconds >= most ? Deadline.NONE : seconds * NANOS + fraction * nanosPerFraction;
  }
}
