package dev.holdline.wait;

import dev.holdline.posix.kernel.SyscallException;
import dev.holdline.posix.kernel.Syscalls;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The waits of one Holdline: decides which way a thread waits. The only place that decides.
 * Thread-safe.
 *
 * <p>Direct, for platform threads: the thread waits by itself. Parked, for virtual threads, for
 * platform threads beyond the limit and for those with a hook for interrupts of their own, which
 * stays in place: the selector watches. Looking, when neither can be had.
 */
final class Waits {
  private final Syscalls syscalls;
  private final WaitSettings settings;
  private final LongSupplier clock;
  private final DirectWaiters direct;

  Waits(Syscalls syscalls, WaitSettings settings, LongSupplier clock) {
    this.syscalls = syscalls;
    this.settings = settings;
    this.clock = clock;
    this.direct = new DirectWaiters(syscalls, settings.directWaiters());
  }

  WaitSettings settings() {
    return settings;
  }

  Syscalls syscalls() {
    return syscalls;
  }

  /** Returns whether the calling thread may wait for itself. */
  boolean isDirect() {
    return !VirtualThreads.isCurrent();
  }

  long now() {
    return clock.getAsLong();
  }

  void close() {
    direct.close();
  }

  /**
   * Waits until a descriptor of the set is ready, the deadline, an interrupt or a close.
   *
   * @param deadline by the clock of {@link #now}, or {@link Deadline#NONE}
   * @param pauseNanos see {@link Wait#begin}
   */
  Outcome await(WaitSet set, long deadline, long pauseNanos) {
    return await(new Wait(this, set), deadline, pauseNanos);
  }

  /** As {@link #await(WaitSet, long, long)}, with what another wait used before. */
  Outcome await(Wait wait, long deadline, long pauseNanos) {
    if (!wait.begin(now(), deadline, pauseNanos)) {
      return Outcome.REFUSED;
    }
    Outcome outcome = wait.run(false);
    if (outcome == null) {
      throw new AssertionError("suspended, and was not to be");
    }
    return outcome;
  }

  /** Returns who waits for the calling thread, and so which way it waits. */
  Waiter waiterFor(WaitSet set, long now) {
    DirectWaiter own = borrow();
    if (own != null) {
      return own;
    }
    if (set.isReachable(now, settings.sliceNanos())) {
      set.noteReported();
      return set.parkedWaiter(!settings.wakeOnClose());
    }
    return new LookingWaiter();
  }

  private @Nullable DirectWaiter borrow() {
    try {
      return isDirect() && !CallersHook.isInPlace() ? direct.borrow() : null;
    } catch (SyscallException noEventfd) {
      return null;
    }
  }

  /** Begins with a waiter that {@link #waiterFor} returned. */
  void enter(Waiter waiter) {
    if (waiter instanceof DirectWaiter own) {
      own.begin();
    }
  }

  /** Ends with it. */
  void leave(Waiter waiter) {
    waiter.end();
    if (waiter instanceof DirectWaiter own) {
      direct.giveBack(own);
    }
  }
}
