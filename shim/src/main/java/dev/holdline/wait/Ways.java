package dev.holdline.wait;

import dev.holdline.posix.kernel.SyscallException;
import dev.holdline.posix.kernel.Syscalls;
import dev.holdline.selector.Clock;
import org.jspecify.annotations.Nullable;

/**
 * The ways in which a thread waits, and the only place that decides between them. Thread-safe.
 *
 * <p>Direct, for platform threads: the thread waits by itself. Parked, for virtual threads, for
 * platform threads beyond the limit and for those with a hook for interrupts of their own, which
 * stays in place: the selector watches. Polling, when neither can be had.
 */
public final class Ways implements AutoCloseable {
  private final WaitSettings settings;
  private final Clock clock;
  private final DirectWaiters direct;

  /** Creates the ways of one Holdline. */
  public Ways(Syscalls syscalls, WaitSettings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
    this.direct = new DirectWaiters(syscalls, settings.directWaiters());
  }

  /** Returns how threads wait. */
  public WaitSettings settings() {
    return settings;
  }

  /** Returns the clock that all deadlines here are by. */
  public Clock clock() {
    return clock;
  }

  /** Returns the time by that clock, in nanoseconds. */
  public long now() {
    return clock.now();
  }

  /** Returns whether the calling thread may wait for itself. */
  public static boolean isDirect() {
    return !VirtualThreads.isCurrent();
  }

  /**
   * Chooses the way in which the calling thread waits.
   *
   * @return null when it is to park
   */
  @Nullable Waiter choose(InterestSet set, long now) {
    DirectWaiter own = borrow();
    if (own != null) {
      return own;
    }
    return set.isReachable(now, settings.sliceNanos()) ? null : new PollingWaiter();
  }

  private @Nullable DirectWaiter borrow() {
    try {
      return isDirect() && !CallersHook.isInPlace() ? direct.borrow() : null;
    } catch (SyscallException noEventfd) {
      return null;
    }
  }

  /** Ends a wait of a waiter that was chosen. */
  void leave(Waiter waiter) {
    waiter.end();
    if (waiter instanceof DirectWaiter own) {
      direct.giveBack(own);
    }
  }

  @Override
  public void close() {
    direct.close();
  }
}
