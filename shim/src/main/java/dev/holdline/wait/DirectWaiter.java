package dev.holdline.wait;

import dev.holdline.posix.Poll;
import dev.holdline.posix.kernel.PollSet;
import dev.holdline.posix.kernel.SyscallException;
import dev.holdline.posix.kernel.Syscalls;
import dev.holdline.selector.WakeEvent;
import java.util.concurrent.TimeUnit;

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
  private PollSet polled = PollSet.allocate(SMALLEST);
  private boolean broken;
  private boolean sure;

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
  @Override
  void begin(WaitSettings settings) {
    clearSignals();
    hook.enter();
  }

  @Override
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
  public boolean usesSelector() {
    return false;
  }

  @Override
  public boolean moves() {
    return true;
  }

  @Override
  boolean block(InterestSet set, long nanos) {
    reserve(set.size() + 1);
    for (int i = 0; i < set.size(); i++) {
      polled.put(i + 1, set.fd(i), set.events(i));
    }
    return poll(set.size() + 1, nanos) && anyReady(set);
  }

  @Override
  void pause(long nanos) {
    poll(1, nanos);
  }

  /** Returns whether anything was reported. */
  private boolean poll(int count, long nanos) {
    polled.put(0, broken ? -1 : event.fd(), Poll.POLLIN);
    int ready = syscalls.poll(polled, count, broken ? Math.min(nanos, UNWAKEABLE) : nanos);
    int woken = ready > 0 ? polled.revents(0) : 0;
    if ((woken & Poll.POLLNVAL) != 0 || (woken != 0 && !event.isPending())) {
      broken = true; // closed, or readable by no signal of ours: never to be read or written again
      event.abandon();
    } else if (event.isPending()) {
      event.drain(); // before the caller looks at its signals
    }
    return ready > 0;
  }

  private boolean anyReady(InterestSet set) {
    for (int i = 0; i < set.size(); i++) {
      int revents = polled.revents(i + 1);
      if (revents != 0) {
        sure = (revents & set.events(i)) != 0;
        return true;
      }
    }
    return false;
  }

  @Override
  boolean isSure() {
    return sure;
  }

  private void reserve(int count) {
    if (count > polled.capacity()) {
      polled = PollSet.allocate(Math.max(count, polled.capacity() * 2));
    }
  }

  @Override
  public void close() {
    event.close();
  }
}
