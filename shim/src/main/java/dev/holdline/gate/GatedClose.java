package dev.holdline.gate;

import dev.holdline.held.Closing;
import dev.holdline.held.Descriptors;
import dev.holdline.posix.Errno;

/**
 * Calls that free descriptor numbers: they wake the waiters first and wait for them, and for calls
 * inside the original function, no longer than a slice. See close(2), dup2(2), close_range(2).
 */
final class GatedClose {
  private GatedClose() {}

  /**
   * Runs a call that closes a number.
   *
   * @return what the call returned, or -1 with EBADF when another thread is closing it
   */
  static long close(GateContext context, int fd, Original close) {
    Closing closing = context.descriptors().beginClose(fd, context.selector());
    if (closing == null) {
      return GateContext.failed(Errno.EBADF);
    }
    context.evict(closing);
    return closing.release(() -> close.call(0));
  }

  /** Runs close_range(2) from first to last, both included and unsigned, as one close. */
  static long closeRange(GateContext context, int first, int last, Original close) {
    Descriptors descriptors = context.descriptors();
    Closing closing = descriptors.beginCloseRange(first, last);
    context.evict(closing);
    long returned = closing.release(() -> close.call(0));
    descriptors.recycleRange(first, last);
    return returned < 0 ? GateContext.failed(close.errno()) : returned;
  }
}
