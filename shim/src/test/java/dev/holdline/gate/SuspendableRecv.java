package dev.holdline.gate;

import dev.holdline.posix.Errno;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A recv(2) that can be suspended, as the generated classes make it. */
class SuspendableRecv extends PlainRecv {
  private @Nullable Suspended suspended;

  SuspendableRecv(int fd) {
    super(fd);
  }

  @Override
  public final boolean suspends() {
    return true;
  }

  @Override
  public final void suspend(Suspended call) {
    suspended = call;
  }

  /** Returns what is to be resumed now. */
  final Suspended suspended() {
    return Objects.requireNonNull(suspended);
  }

  /** Runs it; returns the result, or {@code -errno}. */
  final long run(Gate gate) {
    long result = read(gate);
    if (suspended != null) {
      while (suspended.isSuspended()) {
        result = resume();
      }
      suspended.release();
    }
    return result < 0 ? -Errno.last() : result;
  }

  /** Parks and goes on. */
  final long resume() {
    LockSupport.parkNanos(suspended().nanos());
    return suspended().resume();
  }
}
