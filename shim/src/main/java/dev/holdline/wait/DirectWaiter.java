package dev.holdline.wait;

import static dev.holdline.posix.Layout.POLLFD_EVENTS;
import static dev.holdline.posix.Layout.POLLFD_FD;
import static dev.holdline.posix.Layout.POLLFD_REVENTS;
import static dev.holdline.posix.Layout.POLLFD_SIZE;

import dev.holdline.posix.Poll;
import dev.holdline.posix.SyscallException;
import dev.holdline.posix.Syscalls;
import dev.holdline.selector.WakeEvent;
import java.util.concurrent.TimeUnit;
import jnr.ffi.Memory;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;

/**
 * A platform thread that waits for itself, in ppoll(2) on its descriptors and an eventfd. Used by
 * one thread at a time, lent by {@link DirectWaiters}.
 */
final class DirectWaiter extends Waiter implements AutoCloseable {
  private static final int SMALLEST = 2;

  /** Longest wait when nothing can end it. */
  private static final long UNWAKEABLE = TimeUnit.MILLISECONDS.toNanos(20);

  private final Syscalls syscalls;
  private final WakeEvent event;
  private final InterruptHook hook = new InterruptHook(this::wake);
  private Pointer pollfds = allocate(SMALLEST);
  private int capacity = SMALLEST;
  private boolean broken;

  /**
   * Makes the waiter and its eventfd.
   *
   * @throws SyscallException when there is no descriptor left for the eventfd
   */
  DirectWaiter(Syscalls syscalls) {
    this.syscalls = syscalls;
    this.event = new WakeEvent(syscalls);
  }

  /** From here on an interrupt of the calling thread ends {@link #block}. */
  void begin() {
    clearSignals();
    hook.enter();
  }

  void end() {
    hook.leave();
  }

  /** Whether somebody closed the eventfd, for example with close_range(3, ~0U, 0). */
  boolean isBroken() {
    return broken;
  }

  @Override
  protected void wake() {
    event.signal();
  }

  @Override
  boolean isParked() {
    return false;
  }

  @Override
  boolean block(WaitSet set, long nanos) {
    reserve(set.size() + 1);
    for (int i = 0; i < set.size(); i++) {
      put(i + 1, set.fd(i), set.events(i));
    }
    return poll(set.size() + 1, nanos) && anyReady(set.size());
  }

  @Override
  void pause(long nanos) {
    poll(1, nanos);
  }

  /** Returns whether anything was reported. */
  private boolean poll(int count, long nanos) {
    put(0, broken ? -1 : event.fd(), Poll.POLLIN); // poll(2) passes over a negative number
    int ready = syscalls.poll(pollfds, count, broken ? Math.min(nanos, UNWAKEABLE) : nanos);
    if (ready > 0 && (pollfds.getShort(POLLFD_REVENTS) & Poll.POLLNVAL) != 0) {
      broken = true;
    }
    if (event.isPending()) {
      event.drain(); // before the caller looks at its signals
    }
    return ready > 0;
  }

  private boolean anyReady(int count) {
    for (int i = 1; i <= count; i++) {
      if (pollfds.getShort((long) i * POLLFD_SIZE + POLLFD_REVENTS) != 0) {
        return true;
      }
    }
    return false;
  }

  private void put(int index, int fd, int events) {
    long at = (long) index * POLLFD_SIZE;
    pollfds.putInt(at + POLLFD_FD, fd);
    pollfds.putShort(at + POLLFD_EVENTS, (short) events);
    pollfds.putShort(at + POLLFD_REVENTS, (short) 0);
  }

  private void reserve(int count) {
    if (count > capacity) {
      capacity = Math.max(count, capacity * 2);
      pollfds = allocate(capacity);
    }
  }

  private static Pointer allocate(int count) {
    return Memory.allocateDirect(Runtime.getSystemRuntime(), count * POLLFD_SIZE, true);
  }

  @Override
  public void close() {
    event.close();
  }
}
