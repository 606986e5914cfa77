package dev.holdline.wait;

import dev.holdline.posix.SyscallException;
import dev.holdline.posix.Syscalls;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The waits of one Holdline: decides which way a thread waits, and runs the wait to its end. The
 * only place that decides. Thread-safe.
 *
 * <p>Direct, for platform threads: the thread waits by itself. Parked, for virtual threads and for
 * platform threads beyond the limit: the selector watches. Looking, when neither can be had.
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
   * @param pauseNanos when greater than 0, the time to let pass without an eye on the descriptors:
   *     they look ready, and the call finds them not to be
   */
  Outcome await(WaitSet set, long deadline, long pauseNanos) {
    return await(set, now(), deadline, pauseNanos);
  }

  /**
   * As {@link #await(WaitSet, long, long)}, for who has just looked at the clock.
   *
   * @param now the time by {@link #now}
   */
  Outcome await(WaitSet set, long now, long deadline, long pauseNanos) {
    DirectWaiter waiter = borrow();
    if (waiter == null) {
      return awaitParked(set, now, deadline, pauseNanos);
    }
    waiter.begin();
    try {
      return enlisted(set, waiter, now, deadline, pauseNanos);
    } finally {
      waiter.end();
      direct.giveBack(waiter);
    }
  }

  private @Nullable DirectWaiter borrow() {
    try {
      return isDirect() ? direct.borrow() : null;
    } catch (SyscallException noEventfd) {
      return null;
    }
  }

  private Outcome awaitParked(WaitSet set, long now, long deadline, long pauseNanos) {
    if (set.isReachable(now, settings.sliceNanos())) {
      set.noteReported();
      ParkedWaiter waiter = set.parkedWaiter();
      Outcome outcome = enlisted(set, waiter, now, deadline, pauseNanos);
      if (outcome != Outcome.READY || !waiter.has(Waiter.ABANDONED)) {
        return outcome;
      }
    }
    return enlisted(set, new LookingWaiter(), now(), deadline, pauseNanos);
  }

  private Outcome enlisted(WaitSet set, Waiter waiter, long now, long deadline, long pauseNanos) {
    if (!set.enlist(waiter)) {
      return Outcome.REFUSED;
    }
    Outcome outcome = Outcome.CLOSED; // stays only when something is thrown
    waiter.interruption().begin(settings.interrupts());
    try {
      outcome =
          pauseNanos > 0
              ? pause(set, waiter, now, deadline, pauseNanos)
              : watch(set, waiter, now, deadline);
      return outcome;
    } finally {
      set.withdraw(waiter, outcome == Outcome.READY);
      waiter.interruption().end();
    }
  }

  private Outcome watch(WaitSet set, Waiter waiter, long begin, long deadline) {
    // The selector keeps the slices of those who are parked, up to a close that wakes them.
    boolean ownSlices = !waiter.isParked() || !settings.wakeOnClose();
    long now = begin;
    long sliceEnd = now + settings.sliceNanos();
    while (true) {
      if (waiter.isParked() && waiter.has(Waiter.READY)) {
        return audited(set);
      }
      Outcome signalled = signalled(waiter);
      if (signalled == null && waiter.interruption().isPending()) {
        signalled = set.look() ? audited(set) : interrupted(waiter); // data first, as in the kernel
      }
      if (signalled != null) {
        return signalled;
      }
      long left = Deadline.left(deadline, now);
      if (left <= 0) {
        Outcome last = set.look() ? Outcome.READY : Outcome.TIMED_OUT;
        return set.audit() ? last : Outcome.CLOSED;
      }
      if (waiter.block(set, ownSlices ? Math.min(left, sliceEnd - now) : left)) {
        return waiter.has(Waiter.CLOSED) ? Outcome.CLOSED : audited(set);
      }
      now = now();
      if (ownSlices && now - sliceEnd >= 0) {
        set.countSlice();
        if (!set.audit()) {
          return Outcome.CLOSED;
        }
        sliceEnd = now + settings.sliceNanos();
      }
    }
  }

  /** Lets time pass; the descriptors say that they are ready, and are not to be asked. */
  private Outcome pause(WaitSet set, Waiter waiter, long now, long deadline, long pauseNanos) {
    long end = Math.min(deadline, Deadline.after(now, pauseNanos));
    for (long left = end - now; left > 0; left = end - now()) {
      Outcome signalled = signalled(waiter);
      if (signalled == null) {
        signalled = interrupted(waiter);
      }
      if (signalled != null) {
        return signalled;
      }
      waiter.pause(Math.min(left, settings.sliceNanos()));
    }
    Outcome over = end == deadline ? Outcome.TIMED_OUT : Outcome.READY;
    return set.audit() ? over : Outcome.CLOSED;
  }

  private static @Nullable Outcome signalled(Waiter waiter) {
    if (waiter.has(Waiter.CLOSED)) {
      return Outcome.CLOSED;
    }
    if (waiter.has(Waiter.WOKEN)) {
      return Outcome.WOKEN;
    }
    if (waiter.isParked() && waiter.has(Waiter.ABANDONED)) {
      return Outcome.READY; // look for oneself from here on
    }
    return null;
  }

  private static @Nullable Outcome interrupted(Waiter waiter) {
    return waiter.interruption().endsWait() ? Outcome.INTERRUPTED : null;
  }

  private static Outcome audited(WaitSet set) {
    return set.audit() ? Outcome.READY : Outcome.CLOSED;
  }
}
