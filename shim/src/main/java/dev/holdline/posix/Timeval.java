package dev.holdline.posix;

import dev.holdline.posix.abi.Layout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import jnr.ffi.Pointer;

/**
 * Builds and reads struct timeval, timeval(3type): seconds and microseconds, for {@code
 * SO_RCVTIMEO}, {@code SO_SNDTIMEO} and select(2). What a {@link Duration} has below a microsecond
 * is rounded up, so that no wait is shorter than it says.
 */
public final class Timeval {
  private static final long NANOS_PER_MICRO = 1_000;

  private Timeval() {}

  /**
   * Returns the struct as {@link LibC#setsockopt(int, int, int, byte[], int)} takes it.
   *
   * @param duration at least zero, which is no timeout for a socket and no wait for select
   */
  public static byte[] of(Duration duration) {
    Duration rounded =
        Timespec.requireNotNegative(duration)
            .plusNanos(NANOS_PER_MICRO - 1)
            .truncatedTo(ChronoUnit.MICROS);
    ByteBuffer timeval = ByteBuffer.allocate(Layout.TIMEVAL_SIZE).order(ByteOrder.nativeOrder());
    timeval.putLong(Layout.TIMEVAL_SEC, rounded.getSeconds());
    timeval.putLong(Layout.TIMEVAL_USEC, rounded.getNano() / NANOS_PER_MICRO);
    return timeval.array();
  }

  /** Returns the struct in memory of its own, as select takes it; see {@link NativeMemory}. */
  public static Pointer allocate(Duration duration) {
    return NativeMemory.of(of(duration));
  }

  /** Returns what a struct says, for example the time left that select wrote back. */
  public static Duration read(Pointer timeval) {
    return Duration.ofSeconds(
        timeval.getLong(Layout.TIMEVAL_SEC),
        timeval.getLong(Layout.TIMEVAL_USEC) * NANOS_PER_MICRO);
  }
}
