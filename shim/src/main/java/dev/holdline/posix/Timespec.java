package dev.holdline.posix;

import dev.holdline.posix.abi.Layout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import jnr.ffi.Pointer;

/**
 * Builds and reads struct timespec, timespec(3type): seconds and nanoseconds, for ppoll(2),
 * pselect(2), epoll_pwait2(2) and recvmmsg(2).
 */
public final class Timespec {
  private Timespec() {}

  /**
   * Returns the struct as an array.
   *
   * @param duration at least zero, which is no wait
   */
  public static byte[] of(Duration duration) {
    requireNotNegative(duration);
    ByteBuffer timespec = ByteBuffer.allocate(Layout.TIMESPEC_SIZE).order(ByteOrder.nativeOrder());
    timespec.putLong(Layout.TIMESPEC_SEC, duration.getSeconds());
    timespec.putLong(Layout.TIMESPEC_NSEC, duration.getNano());
    return timespec.array();
  }

  /**
   * Returns the struct in memory of its own, as {@link LibC} takes it; see {@link NativeMemory}.
   */
  public static Pointer allocate(Duration duration) {
    return NativeMemory.of(of(duration));
  }

  /** Returns what a struct says. */
  public static Duration read(Pointer timespec) {
    return Duration.ofSeconds(
        timespec.getLong(Layout.TIMESPEC_SEC), timespec.getLong(Layout.TIMESPEC_NSEC));
  }

  static Duration requireNotNegative(Duration duration) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException(
          "timeout " + duration + " is below zero: to wait without end pass NULL, or no timeout");
    }
    return duration;
  }
}
