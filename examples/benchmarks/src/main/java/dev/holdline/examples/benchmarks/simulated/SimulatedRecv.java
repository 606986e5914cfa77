package dev.holdline.examples.benchmarks.simulated;

import dev.holdline.gate.Gate;
import dev.holdline.gate.Original;
import dev.holdline.gate.Reading;
import dev.holdline.gate.Suspended;
import dev.holdline.posix.Errno;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * {@code recv} of one byte that never waits: the gate does. It parks as the generated classes do,
 * where there is little on the stack. Used by one thread.
 */
final class SimulatedRecv implements Original {
  private final SimulatedKernel kernel;
  private final int fd;
  private @Nullable Suspended suspended;

  SimulatedRecv(SimulatedKernel kernel, int fd) {
    this.kernel = kernel;
    this.fd = fd;
  }

  /** Returns how many bytes it received, -1 for none. */
  long receive(Gate gate) {
    long got = gate.read(fd, Reading.RECV, 0, 1, this);
    Suspended call = suspended;
    while (call != null && call.isSuspended()) {
      park(call.nanos());
      got = call.resume();
      call = suspended; // another one, when it only gave way before
    }
    if (call != null) {
      call.release();
      suspended = null;
    }
    return got;
  }

  @SuppressWarnings("ThreadPriorityCheck") // a hint, as in the generated classes
  private static void park(long nanos) {
    if (nanos == Gate.FOR_EVER) {
      LockSupport.park();
    } else if (nanos == Gate.YIELD) {
      Thread.yield();
    } else {
      LockSupport.parkNanos(nanos);
    }
  }

  @Override
  public long call(int extraFlags) {
    return kernel.take(fd) ? 1 : -1;
  }

  @Override
  public int errno() {
    return Errno.EAGAIN;
  }

  @Override
  public boolean suspends() {
    return true;
  }

  @Override
  public void suspend(Suspended call) {
    suspended = call;
  }
}
