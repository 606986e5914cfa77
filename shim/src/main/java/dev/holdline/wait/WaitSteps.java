package dev.holdline.wait;

import dev.holdline.held.Listener;
import dev.holdline.selector.Deadline;
import org.jspecify.annotations.Nullable;

/**
 * What a wait does next: for how long the thread may block, by slices or in one pause, and what it
 * finds after that. Used by one thread at a time, and again by later waits.
 */
final class WaitSteps {
  private final Ways ways;
  private final InterestSet set;
  private final Interruption interruption;

  private long deadline;
  private long now;
  private long partEnd; // of the slice, or of the pause
  private boolean pausing;
  private boolean blocked;
  private boolean ready;
  private boolean sure;
  private long nanos;

  WaitSteps(Ways ways, InterestSet set, Interruption interruption) {
    this.ways = ways;
    this.set = set;
    this.interruption = interruption;
  }

  /** Begins a wait, see {@link BlockingWait#begin}. */
  void begin(long begin, long limit, long pauseNanos) {
    now = begin;
    deadline = limit;
    pausing = pauseNanos > 0;
    partEnd =
        pausing
            ? Math.min(limit, Deadline.after(begin, pauseNanos))
            : begin + ways.settings().sliceNanos();
    blocked = false;
    ready = false;
    sure = false;
  }

  /** Leaves what must not be forgotten to the thread that parks. */
  void suspend(ParkedWaiter call) {
    call.limit = deadline;
    call.partEnd = partEnd;
    call.nanos = nanos;
    call.pausing = pausing;
  }

  /** Goes on with a wait whose thread has parked. */
  void resume(ParkedWaiter call) {
    deadline = call.limit;
    partEnd = call.partEnd;
    pausing = call.pausing;
    blocked = true;
    ready = false;
    sure = false;
  }

  long deadline() {
    return deadline;
  }

  boolean isSure() {
    return sure;
  }

  boolean isPause() {
    return pausing;
  }

  /** Returns how much of a pause is left, at least 1 nanosecond; 0 when this is none. */
  long pauseLeft() {
    return pausing ? Math.max(1, partEnd - ways.now()) : 0;
  }

  /** Blocks the thread for as long as {@link #next} found. */
  void block(Waiter waiter) {
    if (pausing) {
      waiter.pause(nanos);
    } else {
      ready = waiter.block(set, nanos);
      sure = ready && waiter.isSure();
    }
  }

  /** Returns what ends the wait now; null when the thread has to block first. */
  @Nullable Outcome next(Waiter waiter) {
    return pausing ? nextInPause(waiter) : nextInWatch(waiter);
  }

  private @Nullable Outcome nextInWatch(Waiter waiter) {
    if (!ready && blocked && isSliceOver(waiter)) {
      return gone(waiter);
    }
    // Last of all: what was asked for above may have parked, and used up the wake-up.
    if (ready || (waiter.usesSelector() && waiter.has(Listener.READY))) {
      return waiter.has(Listener.CLOSED) ? Outcome.CLOSED : audited(Outcome.READY, waiter);
    }
    Outcome signalled = signalled(waiter);
    if (signalled == null && interruption.isPending()) {
      boolean data = set.look(); // first, as in the kernel
      signalled = data ? audited(Outcome.READY, waiter) : interrupted();
    }
    if (signalled != null) {
      return signalled;
    }
    long left = Deadline.left(deadline, now);
    if (left <= 0) {
      return audited(set.look() ? Outcome.READY : Outcome.TIMED_OUT, waiter);
    }
    nanos = waiter.keepsOwnSlices() ? Math.min(left, partEnd - now) : left;
    blocked = true;
    return null;
  }

  /** Looks at the clock; true when a slice is over and the descriptors are not what they were. */
  private boolean isSliceOver(Waiter waiter) {
    now = ways.now();
    if (!waiter.keepsOwnSlices() || now - partEnd < 0) {
      return false;
    }
    set.countSlice();
    partEnd = now + ways.settings().sliceNanos();
    return set.isClosing() || !set.audit(); // a close that wakes nobody sends no signal
  }

  /** Lets time pass; the descriptors say that they are ready, and are not to be asked. */
  private @Nullable Outcome nextInPause(Waiter waiter) {
    if (blocked) {
      now = ways.now();
    }
    long left = partEnd - now;
    if (left <= 0) {
      return audited(partEnd == deadline ? Outcome.TIMED_OUT : Outcome.READY, waiter);
    }
    Outcome signalled = signalled(waiter);
    if (signalled == null) {
      signalled = interrupted();
    }
    nanos = Math.min(left, ways.settings().sliceNanos());
    blocked = true;
    return signalled;
  }

  private static @Nullable Outcome signalled(Waiter waiter) {
    if (waiter.has(Listener.CLOSED)) {
      return Outcome.CLOSED;
    }
    if (waiter.has(Listener.SUCCEEDED)) {
      return Outcome.SUCCEEDED;
    }
    if (waiter.has(Listener.WOKEN)) {
      return Outcome.WOKEN;
    }
    if (waiter.has(Listener.ENDED)) {
      return Outcome.ENDED;
    }
    if (waiter.usesSelector() && waiter.has(Listener.ABANDONED)) {
      return Outcome.READY; // look for oneself from here on
    }
    return null;
  }

  private @Nullable Outcome interrupted() {
    return interruption.endsWait() ? Outcome.INTERRUPTED : null;
  }

  /** Returns an outcome if the descriptors are still the files that the wait began with. */
  private Outcome audited(Outcome outcome, Waiter waiter) {
    return set.audit() ? outcome : gone(waiter);
  }

  /** What it means that a number stands for another file. */
  private Outcome gone(Waiter waiter) {
    boolean succeeded = waiter.has(Listener.SUCCEEDED) || set.hasHeir();
    return succeeded ? Outcome.SUCCEEDED : Outcome.CLOSED;
  }
}
