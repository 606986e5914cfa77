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
 *
 * <p>The way to wait may change meanwhile: another waiter then takes the place of the first. What
 * is known of interrupts stays here, because a waiter that left may be lent to another thread at
 * once.
 */
public final class BlockingWait {
  private final Ways ways;
  private final InterestSet set;
  private final Interruption interruption = new Interruption();
  private final WaitSteps steps;
  private @Nullable ParkedWaiter parkedAs; // once one was needed
  private @Nullable Waiter waiter; // while under way

  /** Creates one for waits on what is in a set. */
  public BlockingWait(Ways ways, InterestSet set) {
    this.ways = ways;
    this.set = set;
    this.steps = new WaitSteps(ways, set, interruption);
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
  public void parkAs(@Nullable ParkedWaiter parked) {
    parkedAs = parked;
  }

  /** Returns when the wait, or the one before, ends at the latest, or {@link Deadline#NONE}. */
  public long limit() {
    return steps.deadline();
  }

  /** Returns whether the end of the wait saw just what was asked for: see {@link Waiter#isSure}. */
  public boolean isSure() {
    return steps.isSure();
  }

  /** Returns whether the descriptors are, or were, left alone. */
  public boolean isPause() {
    return steps.isPause();
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
    // First: from its place on the thread may be interrupted, and that must not be cleared.
    interruption.begin(ways.settings().interrupts());
    return begin(null, 0, begin, limit, pauseNanos);
  }

  /**
   * Begins with an interruption that has begun.
   *
   * @param given waits for the thread; null for what is right now
   * @param signals that reached another one, which waited before
   */
  private boolean begin(
      @Nullable Waiter given, int signals, long begin, long limit, long pauseNanos) {
    boolean inPlace = false;
    try {
      boolean bySelector = ways.areAllBySelector();
      Waiter chosen = given == null ? choose(begin) : given;
      inPlace = enlist(chosen);
      if (inPlace) {
        steps.begin(begin, limit, pauseNanos);
        waiter = chosen;
        boolean changed = bySelector != ways.areAllBySelector(); // where no signal reached it
        int late = changed ? signals | Listener.MOVED : signals;
        if (late != 0) {
          chosen.signal(late);
        }
      }
      return inPlace;
    } finally {
      if (!inPlace) {
        interruption.end();
      }
    }
  }

  private Waiter choose(long now) {
    Waiter chosen = ways.choose(set, now);
    return chosen == null ? parked() : chosen;
  }

  private ParkedWaiter parked() {
    ParkedWaiter present = parkedAs;
    if (present == null) {
      present = new ParkedWaiter();
      parkedAs = present;
    }
    return present;
  }

  private boolean enlist(Waiter chosen) {
    chosen.begin(ways.settings());
    boolean inPlace = false;
    try {
      inPlace = set.enlist(chosen);
      return inPlace;
    } finally {
      if (!inPlace) {
        ways.leave(chosen);
      }
    }
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
        steps.block(waiter());
        outcome = step();
      }
      boolean goesOn = waiter != null && end(outcome);
      done = true;
      return goesOn ? run(maySuspend) : outcome;
    } finally {
      if (!done && waiter != null) { // it cannot go on
        end(Outcome.CLOSED);
      }
    }
  }

  /** Returns what ends the wait now; null when the thread has to block first. */
  private @Nullable Outcome step() {
    if (waiter().takeMoved() && isMisplaced() && !continueAs(null, steps.pauseLeft(), false)) {
      return Outcome.READY; // closing, or recycled: the call finds out
    }
    return steps.next(waiter());
  }

  private boolean isMisplaced() {
    return waiter().moves() && waiter().usesSelector() != ways.areAllBySelector();
  }

  /** Ends the wait; true when it goes on in another way, because the selector was lost. */
  private boolean end(Outcome outcome) {
    boolean ready = outcome == Outcome.READY;
    if (ready && waiter().usesSelector() && waiter().has(Listener.ABANDONED)) {
      return continueAs(new PollingWaiter(), 0, true);
    }
    try {
      leave(ready);
    } finally {
      interruption.end();
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
    boolean left = false;
    int signals;
    try {
      signals = leave(ready);
      left = true;
    } finally {
      if (!left) {
        interruption.end();
      }
    }
    set.continueWait();
    return begin(given, signals, ways.now(), steps.deadline(), pauseNanos);
  }

  /** Leaves the place; returns the signals that the next waiter would not get again. */
  private int leave(boolean ready) {
    Waiter left = waiter();
    waiter = null;
    try {
      set.withdraw(left, ready);
      return left.has(Listener.WOKEN) ? Listener.WOKEN : 0; // nobody signals it any more
    } finally {
      ways.leave(left);
    }
  }

  /** Leaves a wait that is under way to the thread that parks, for {@link ParkedWaiter#nanos}. */
  public void suspend(ParkedWaiter call) {
    steps.suspend(call);
    call.interruption.copyFrom(interruption);
    call.audits = set.audits();
    set.clear();
    waiter = null;
  }

  /** Goes on with a wait whose thread has parked; what it waits on is in the set again. */
  public void resume(ParkedWaiter call) {
    waiter = call;
    interruption.copyFrom(call.interruption);
    steps.resume(call);
    set.resume(call.audits);
  }

  private Waiter waiter() {
    Waiter present = waiter;
    if (present == null) {
      throw new IllegalStateException("no wait is under way");
    }
    return present;
  }
}
