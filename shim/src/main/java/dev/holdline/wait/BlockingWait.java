package dev.holdline.wait;

import dev.holdline.held.Listener;
import dev.holdline.selector.Deadline;
import org.jspecify.annotations.Nullable;

/**
 * One wait, done step by step, so that a thread that has to park can do so wherever its stack is
 * short: what is on the stack of a parked virtual thread is kept on the heap. Used by one thread at
 * a time, and again by later waits.
 *
 * <pre>
 *  begin ──▶ step ──▶ outcome ──▶ end
 *             │  ▲
 *             ▼  │
 *            block, or suspend ··· resume
 * </pre>
 */
public final class BlockingWait {
  private final Ways ways;
  private final InterestSet set;
  private @Nullable ParkedWaiter parkedAs; // once one was needed

  private @Nullable Waiter waiter; // while under way
  private long deadline;
  private long now;
  private long partEnd; // of the slice, or of the pause
  private boolean pausing;
  private boolean blocked;
  private boolean ready;
  private boolean sure;
  private long nanos;

  /** Creates one for waits on what is in a set. */
  public BlockingWait(Ways ways, InterestSet set) {
    this.ways = ways;
    this.set = set;
  }

  /**
   * Waits until a descriptor of the set is ready, the deadline, an interrupt or a close.
   *
   * @param limit by the clock of the ways, or {@link Deadline#NONE}
   * @param pauseNanos see {@link #begin}
   */
  public static Outcome await(Ways ways, InterestSet set, long limit, long pauseNanos) {
    return new BlockingWait(ways, set).await(limit, pauseNanos);
  }

  /** As {@link #await(Ways, InterestSet, long, long)}, with what another wait used before. */
  public Outcome await(long limit, long pauseNanos) {
    if (!begin(ways.now(), limit, pauseNanos)) {
      return Outcome.REFUSED;
    }
    Outcome outcome = run(false);
    if (outcome == null) {
      throw new AssertionError("suspended, and was not to be");
    }
    return outcome;
  }

  /** Returns what it waits on. */
  public InterestSet set() {
    return set;
  }

  /** Makes this wait for the thread if it parks; null for one of its own. */
  public void parkAs(@Nullable ParkedWaiter waiter) {
    parkedAs = waiter;
  }

  private ParkedWaiter parked() {
    ParkedWaiter present = parkedAs;
    if (present == null) {
      present = new ParkedWaiter();
      parkedAs = present;
    }
    return present;
  }

  /** Returns whether a wait has begun and not ended. */
  public boolean isUnderWay() {
    return waiter != null;
  }

  /** Returns when the wait, or the one before, ends at the latest, or {@link Deadline#NONE}. */
  public long limit() {
    return deadline;
  }

  /** Returns whether the end of the wait saw just what was asked for: see {@link Waiter#isSure}. */
  public boolean isSure() {
    return sure;
  }

  /** Returns whether the descriptors are, or were, left alone. */
  public boolean isPause() {
    return pausing;
  }

  /**
   * Takes the waiter's place at each descriptor of the set.
   *
   * @param begin the time, by {@link Ways#now}
   * @param limit when it ends at the latest, or {@link Deadline#NONE}
   * @param pauseNanos when greater than 0, the time to let pass without an eye on the descriptors:
   *     they look ready, and the call finds them not to be
   * @return false when one of them is closing or was recycled: there is no wait
   */
  public boolean begin(long begin, long limit, long pauseNanos) {
    boolean bySelector = ways.areAllBySelector();
    Waiter mine = choose(begin);
    mine.interruption().begin(ways.settings().interrupts());
    return begin(mine, begin, limit, pauseNanos) && isInPlace(mine, bySelector);
  }

  private Waiter choose(long now) {
    Waiter chosen = ways.choose(set, now);
    return chosen == null ? parked() : chosen;
  }

  /** Makes the waiter look once more if its way changed where no signal reached it; true. */
  private boolean isInPlace(Waiter mine, boolean bySelector) {
    if (bySelector != ways.areAllBySelector()) {
      mine.signal(Listener.MOVED); // it changed between the choice and the place
    }
    return true;
  }

  /**
   * Begins with a waiter whose interruption has begun: from its place on the thread may be
   * interrupted, and that must not be cleared.
   */
  private boolean begin(Waiter chosen, long begin, long limit, long pauseNanos) {
    chosen.begin(ways.settings());
    boolean inPlace = false;
    try {
      inPlace = set.enlist(chosen);
    } finally {
      if (!inPlace) {
        end(chosen);
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
            : begin + ways.settings().sliceNanos();
    blocked = false;
    ready = false;
    sure = false;
    return true;
  }

  /** Ends the interruption first: a waiter that was given back may be another thread's by then. */
  private void end(Waiter left) {
    left.interruption().end();
    ways.leave(left);
  }

  /**
   * Runs the wait to its end.
   *
   * @param maySuspend whether to return when the thread has to park
   * @return what ended the wait; null when the thread is to park, see {@link #suspend}
   */
  public @Nullable Outcome run(boolean maySuspend) {
    boolean done = false;
    try {
      Outcome outcome = step();
      while (outcome == null) {
        if (maySuspend && waiter().usesSelector()) {
          done = true;
          return null;
        }
        block();
        outcome = step();
      }
      done = true;
      return isUnderWay() && end(outcome) ? run(maySuspend) : outcome;
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

  /** Leaves a wait that is under way to the thread that parks, for {@link ParkedWaiter#nanos}. */
  public void suspend(ParkedWaiter call) {
    call.limit = deadline;
    call.partEnd = partEnd;
    call.nanos = nanos;
    call.pausing = pausing;
    call.audits = set.audits();
    set.clear();
    waiter = null;
  }

  /** Goes on with a wait whose thread has parked; what it waits on is in the set again. */
  public void resume(ParkedWaiter call) {
    waiter = call;
    deadline = call.limit;
    partEnd = call.partEnd;
    pausing = call.pausing;
    blocked = true;
    ready = false;
    sure = false;
    set.resume(call.audits);
  }

  /** Ends a wait that cannot go on, because something was thrown. */
  private void abandon() {
    if (waiter != null) {
      end(Outcome.CLOSED);
    }
  }

  private boolean isMisplaced() {
    return waiter().moves() && waiter().usesSelector() != ways.areAllBySelector();
  }

  /** Goes on with the wait in the way that is right by now; false when that cannot begin. */
  private boolean move() {
    return continueAs(null, pausing ? Math.max(1, partEnd - ways.now()) : 0, false);
  }

  /** Ends the wait; true when it goes on in another way, because the selector was lost. */
  private boolean end(Outcome outcome) {
    Waiter left = waiter();
    boolean ready = outcome == Outcome.READY;
    if (ready && left.usesSelector() && left.has(Listener.ABANDONED)) {
      return continueAs(new PollingWaiter(), 0, true);
    }
    waiter = null;
    try {
      set.withdraw(left, ready);
    } finally {
      end(left);
    }
    return false;
  }

  /**
   * Goes on with the same wait in another way.
   *
   * @param given waits from now on; null for what is right by now
   * @param ready whether to count this as a wake-up
   * @return false when that cannot begin: the wait is over
   */
  private boolean continueAs(@Nullable Waiter given, long pauseNanos, boolean ready) {
    Waiter left = waiter();
    waiter = null;
    long begin = ways.now();
    boolean bySelector = ways.areAllBySelector();
    Waiter next = null;
    boolean woken = false;
    try {
      set.withdraw(left, ready);
      woken = left.has(Listener.WOKEN); // nobody signals it any more
      next = given == null ? choose(begin) : given;
      next.interruption().continueFrom(left.interruption());
    } finally {
      if (next == null) {
        left.interruption().end();
      }
      ways.leave(left); // only now: it may be another thread's from here on
    }
    set.continueWait();
    if (!begin(next, begin, deadline, pauseNanos)) {
      return false;
    }
    if (woken) {
      next.signal(Listener.WOKEN);
    }
    return isInPlace(next, bySelector);
  }

  /** Returns what ends the wait now; null when the thread has to block first. */
  private @Nullable Outcome step() {
    if (waiter().takeMoved() && isMisplaced() && !move()) {
      return Outcome.READY; // closing, or recycled: the call finds out
    }
    return pausing ? pauseStep() : watchStep();
  }

  private @Nullable Outcome watchStep() {
    Waiter mine = waiter();
    if (!ready && blocked && isSliceOver()) {
      return gone();
    }
    // Last of all: what was asked for above may have parked, and used up the wake-up.
    if (ready || (mine.usesSelector() && mine.has(Listener.READY))) {
      return mine.has(Listener.CLOSED) ? Outcome.CLOSED : audited();
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
      return set.audit() ? last : gone();
    }
    nanos = waiter().keepsOwnSlices() ? Math.min(left, partEnd - now) : left;
    blocked = true;
    return null;
  }

  /** Looks at the clock; true when a slice is over and the descriptors are not what they were. */
  private boolean isSliceOver() {
    now = ways.now();
    if (!waiter().keepsOwnSlices() || now - partEnd < 0) {
      return false;
    }
    set.countSlice();
    partEnd = now + ways.settings().sliceNanos();
    return set.isClosing() || !set.audit(); // a close that wakes nobody sends no signal
  }

  /** Lets time pass; the descriptors say that they are ready, and are not to be asked. */
  private @Nullable Outcome pauseStep() {
    if (blocked) {
      now = ways.now();
    }
    long left = partEnd - now;
    if (left <= 0) {
      Outcome over = partEnd == deadline ? Outcome.TIMED_OUT : Outcome.READY;
      return set.audit() ? over : gone();
    }
    Outcome signalled = signalled(waiter());
    if (signalled == null) {
      signalled = interrupted(waiter());
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

  private static @Nullable Outcome interrupted(Waiter waiter) {
    return waiter.interruption().endsWait() ? Outcome.INTERRUPTED : null;
  }

  /** What it means that the number stands for another file. */
  private Outcome gone() {
    boolean succeeded = waiter().has(Listener.SUCCEEDED) || set.hasHeir();
    return succeeded ? Outcome.SUCCEEDED : Outcome.CLOSED;
  }

  private Outcome audited() {
    return set.audit() ? Outcome.READY : gone();
  }

  private Waiter waiter() {
    Waiter present = waiter;
    if (present == null) {
      throw new IllegalStateException("no wait is under way");
    }
    return present;
  }
}
