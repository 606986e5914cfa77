package dev.holdline.wrap;

import dev.holdline.gate.Gate;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Timeouts as poll, select and their kin take them, in nanoseconds. */
final class Timeouts {
  private static final long NANOS = 1_000_000_000L;

  private Timeouts() {}

  /** poll(2) and epoll_wait(2): milliseconds, negative for none. */
  static long ofMillis(long millis) {
    return millis < 0 ? Gate.FOR_EVER : TimeUnit.MILLISECONDS.toNanos(millis);
  }

  /** struct timespec, null for none; negative for an invalid one, which the kernel refuses. */
  static long ofTimespec(@Nullable Object argument) {
    if (argument == null || ArgumentWords.isNull(argument)) {
      return Gate.FOR_EVER;
    }
    long nanos = ArgumentWords.read(argument, 1);
    return nanos < NANOS
        ? of(ArgumentWords.read(argument, 0), nanos, 1)
        : -1; // the kernel refuses a full second
  }

  /** struct timeval, null for none; negative for an invalid one, which the kernel refuses. */
  static long ofTimeval(@Nullable Object argument) {
    if (argument == null || ArgumentWords.isNull(argument)) {
      return Gate.FOR_EVER;
    }
    return of(ArgumentWords.read(argument, 0), ArgumentWords.read(argument, 1), 1000);
  }

  /** Writes a time left into a caller's struct timeval. */
  static void putTimeval(Object argument, long nanos) {
    ArgumentWords.write(argument, 0, nanos / NANOS);
    ArgumentWords.write(argument, 1, nanos % NANOS / 1000);
  }

  /** Writes a time left into a struct timespec. */
  static void putTimespec(Object argument, long nanos) {
    ArgumentWords.write(argument, 0, nanos / NANOS);
    ArgumentWords.write(argument, 1, nanos % NANOS);
  }

  private static long of(long seconds, long fraction, long nanosPerFraction) {
    if (seconds < 0 || fraction < 0) {
      return -1;
    }
    long most = Long.MAX_VALUE / NANOS / 2; // about 146 years: for ever
    return seconds >= most ? Gate.FOR_EVER : seconds * NANOS + fraction * nanosPerFraction;
  }
}
