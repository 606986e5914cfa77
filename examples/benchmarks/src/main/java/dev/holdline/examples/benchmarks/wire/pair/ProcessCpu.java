package dev.holdline.examples.benchmarks.wire.pair;

import dev.holdline.examples.benchmarks.socket.PlainSockets;
import java.util.concurrent.TimeUnit;
import jnr.ffi.LibraryLoader;
import jnr.ffi.annotations.Out;

/** The time that the processors gave to this process; the JVM would tell it in ticks of 10 ms. */
final class ProcessCpu {
  /** The one function that tells it, see {@code clock_gettime(2)}. */
  public interface Clock {
    int clock_gettime(int clock, @Out long[] secondsAndNanos);
  }

  private static final int CLOCK_PROCESS_CPUTIME_ID = 2;
  private static final Clock CLOCK = LibraryLoader.create(Clock.class).load("c");

  private ProcessCpu() {}

  /** Returns nanoseconds since it started, user and system, of all its threads. */
  static long nanos() {
    long[] time = new long[2];
    PlainSockets.check("clock_gettime", CLOCK.clock_gettime(CLOCK_PROCESS_CPUTIME_ID, time));
    return TimeUnit.SECONDS.toNanos(time[0]) + time[1];
  }
}
