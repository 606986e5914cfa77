package dev.holdline.wait;

import dev.holdline.held.Descriptors;
import dev.holdline.posix.kernel.SyscallException;
import dev.holdline.selector.Clock;
import org.jspecify.annotations.Nullable;

/**
 * The ways in which a thread waits, and the only place that decides between them. Thread-safe.
 *
 * <p>Direct, for platform threads: the thread waits by itself. Parked, for virtual threads, for all
 * while the process is in the background, for platform threads beyond the limit and for those with
 * a hook for interrupts of their own, which stays in place: the selector watches. Polling, when
 * neither can be had.
 */
public final class Ways implements AutoCloseable {
  private final Descriptors descriptors;
  private final WaitSettings settings;
  private final Clock clock;
  private final DirectWaiters direct;

  /** Creates the ways of one Holdline. */
  public Ways(Descriptors descriptors, WaitSettings settings, Clock clock) {
    this.descriptors = descriptors;
    this.settings = settings;
    this.clock = clock;
    this.direct = new DirectWaiters(descriptors.syscalls(), settings.directWaiters());
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

  /** Returns whether all threads are to wait by way of the selector: in the background. */
  boolean areAllBySelector() {
    return descriptors.areAllBySelector();
  }

  /** Returns whether the calling thread is one that may wait for itself. */
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
      return isDirect() && !areAllBySelector() && !CallersHook.isInPlace() ? direct.borrow() : null;
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
