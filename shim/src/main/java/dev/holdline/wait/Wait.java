package dev.holdline.wait;

import org.jspecify.annotations.Nullable;

/**
 * One wait, told step by step, so that a thread that has to park can do so wherever its stack is
 * short: what is on the stack of a parked virtual thread is kept on the heap. Used by one thread at
 * a time, and again by later waits.
 *
 * <pre>
 *  begin ──▶ step ──▶ outcome ──▶ end
 *             │  ▲
 *             ▼  │
 *            block
 * </pre>
 */
final class Wait {
  private final Waits waits;
  private final WaitSet set;

  private @Nullable Waiter waiter; // while under way
  private long deadline;
  private long now;
  private long partEnd; // of the slice, or of the pause
  private boolean pausing;
  private boolean blocked;
  private boolean ready;
  private boolean sure;
  private long nanos;

  Wait(Waits waits, WaitSet set) {
    this.waits = waits;
    this.set = set;
  }

  WaitSet set() {
    return set;
  }

  boolean isUnderWay() {
    return waiter != null;
  }

  /** Returns when the wait, or the one before, ends at the latest, or {@link Deadline#NONE}. */
  long limit() {
    return deadline;
  }

  /** Returns whether the end of the wait saw just what was asked for: see {@link Waiter#isSure}. */
  boolean isSure() {
    return sure;
  }

  /** Returns whether the descriptors are, or were, left alone. */
  boolean isPause() {
    return pausing;
  }

  /**
   * Takes the waiter's place at each descriptor of the set.
   *
   * @param begin the time, by {@link Waits#now}
   * @param limit when it ends at the latest, or {@link Deadline#NONE}
   * @param pauseNanos when greater than 0, the time to let pass without an eye on the descriptors:
   *     they look ready, and the call finds them not to be
   * @return false when one of them is closing or was recycled: there is no wait
   */
  boolean begin(long begin, long limit, long pauseNanos) {
    return begin(waits.waiterFor(set, begin), begin, limit, pauseNanos);
  }

  private boolean begin(Waiter chosen, long begin, long limit, long pauseNanos) {
    // First: who sees the waiter in its place may interrupt it, and that is not to be cleared.
    chosen.interruption().begin(waits.settings().interrupts());
    waits.enter(chosen);
    boolean inPlace = false;
    try {
      inPlace = set.enlist(chosen);
    } finally {
      if (!inPlace) {
        chosen.interruption().end();
        waits.leave(chosen);
      }
    }
    if (!inPlace) {
      return false;
    }
    waiter = chosen;
    now = begin;
    deadline = limit;
    pausing = pauseNanos > 0;
    partEnd =
        pausing
            ? Math.min(limit, Deadline.after(begin, pauseNanos))
            : begin + waits.settings().sliceNanos();
    blocked = false;
    ready = false;
    sure = false;
    return true;
  }

  /**
   * Runs the wait to its end.
   *
   * @param maySuspend whether to return when the thread has to park
   * @return what ended the wait; null when the thread is to park for {@link #nanos} and come again
   */
  @Nullable Outcome run(boolean maySuspend) {
    boolean done = false;
    try {
      Outcome outcome = step();
      while (outcome == null) {
        if (maySuspend && waiter().isParked()) {
          done = true;
          return null;
        }
        block();
        outcome = step();
      }
      done = true;
      return end(outcome) ? run(maySuspend) : outcome;
    } finally {
      if (!done) {
        abandon();
      }
    }
  }

  private void block() {
    if (pausing) {
      waiter().pause(nanos);
    } else {
      ready = waiter().block(set, nanos);
      sure = ready && waiter().isSure();
    }
  }

  /** Returns how long to park, {@link Deadline#NONE} for as long as it takes. */
  long nanos() {
    return nanos;
  }

  /** Leaves a wait that is under way to the thread that parks. */
  void leave(ParkedRead call) {
    call.limit = deadline;
    call.partEnd = partEnd;
    call.nanos = nanos;
    call.pausing = pausing;
    set.leave(call);
    waiter = null;
  }

  /** Goes on with a wait whose thread has parked. */
  void comeBack(ParkedRead call) {
    waiter = call;
    deadline = call.limit;
    partEnd = call.partEnd;
    pausing = call.pausing;
    blocked = true;
    ready = false;
    sure = false;
    set.comeBack(call);
  }

  /** Ends a wait that cannot go on, because something was thrown. */
  void abandon() {
    if (waiter != null) {
      end(Outcome.CLOSED);
    }
  }

  /** Leaves the place; true when the wait begins anew, because the selector was lost. */
  private boolean end(Outcome outcome) {
    Waiter left = waiter();
    waiter = null;
    try {
      set.withdraw(left, outcome == Outcome.READY);
    } finally {
      left.interruption().end();
      waits.leave(left);
    }
    boolean lost = outcome == Outcome.READY && left.isParked() && left.has(Waiter.ABANDONED);
    return lost && begin(new LookingWaiter(), waits.now(), deadline, 0);
  }

  /** Returns what ends the wait now; null when the thread has to block first. */
  private @Nullable Outcome step() {
    return pausing ? pauseStep() : watchStep();
  }

  private @Nullable Outcome watchStep() {
    Waiter mine = waiter();
    if (!ready && blocked && isSliceOver()) {
      return Outcome.CLOSED;
    }
    // Last of all: what was asked for above may have parked, and used up the wake-up.
    if (ready || (mine.isParked() && mine.has(Waiter.READY))) {
      return mine.has(Waiter.CLOSED) ? Outcome.CLOSED : audited();
    }
    Outcome signalled = signalled(mine);
    if (signalled == null && mine.interruption().isPending()) {
      signalled = set.look() ? audited() : interrupted(mine); // data first, as in the kernel
    }
    if (signalled != null) {
      return signalled;
    }
    long left = Deadline.left(deadline, now);
    if (left <= 0) {
      Outcome last = set.look() ? Outcome.READY : Outcome.TIMED_OUT;
      return set.audit() ? last : Outcome.CLOSED;
    }
    nanos = waiter().keepsOwnSlices() ? Math.min(left, partEnd - now) : left;
    blocked = true;
    return null;
  }

  /** Looks at the clock; true when a slice is over and the descriptors are not what they were. */
  private boolean isSliceOver() {
    now = waits.now();
    if (!waiter().keepsOwnSlices() || now - partEnd < 0) {
      return false;
    }
    set.countSlice();
    partEnd = now + waits.settings().sliceNanos();
    return set.isClosing() || !set.audit(); // who is left alone by a close is not reported to
  }

  /** Lets time pass; the descriptors say that they are ready, and are not to be asked. */
  private @Nullable Outcome pauseStep() {
    if (blocked) {
      now = waits.now();
    }
    long left = partEnd - now;
    if (left <= 0) {
      Outcome over = partEnd == deadline ? Outcome.TIMED_OUT : Outcome.READY;
      return set.audit() ? over : Outcome.CLOSED;
    }
    Outcome signalled = signalled(waiter());
    if (signalled == null) {
      signalled = interrupted(waiter());
    }
    nanos = Math.min(left, waits.settings().sliceNanos());
    blocked = true;
    return signalled;
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

  private Outcome audited() {
    return set.audit() ? Outcome.READY : Outcome.CLOSED;
  }

  private Waiter waiter() {
    Waiter present = waiter;
    if (present == null) {
      throw new IllegalStateException("no wait is under way");
    }
    return present;
  }
}
