package dev.holdline.gate;

import dev.holdline.held.Held;
import dev.holdline.held.Incarnation;
import dev.holdline.selector.Deadline;
import dev.holdline.wait.BlockingWait;
import dev.holdline.wait.InterestSet;
import dev.holdline.wait.Outcome;
import dev.holdline.wait.ParkedWaiter;
import dev.holdline.wait.Ways;
import org.jspecify.annotations.Nullable;

/**
 * The waits of a read: for how long, for what, and what is learnt from their ends. Used by one
 * thread at a time, and again by later calls.
 */
final class ReadWait {
  /** A wait this short did not block: the data was there. */
  private static final long NO_WAIT = 2_000;

  private final Ways ways;
  private final ReadState call;
  private final NonblockingCall original;
  private final ReadTerms terms;
  private final Attempt attempt;
  private final BlockingWait wait;

  ReadWait(Ways ways, ReadState call, NonblockingCall original, ReadTerms terms, Attempt attempt) {
    this.ways = ways;
    this.call = call;
    this.original = original;
    this.terms = terms;
    this.attempt = attempt;
    this.wait = new BlockingWait(ways, new InterestSet());
  }

  /** Keeps nothing of the call before. */
  void reset() {
    wait.set().reset();
  }

  /** Makes this wait for the thread if it parks; null for nothing. */
  void parkAs(@Nullable ParkedWaiter waiter) {
    wait.parkAs(waiter);
  }

  /**
   * Whether to wait without a first look, which would be one system call more: a call that had to
   * wait the last time mostly has to again. That the call may wait at all is asked for as ever;
   * what else could forbid it did not when the same function waited, and is asked for after one
   * slice.
   */
  boolean isGuessed() {
    Held held = call.file().held();
    boolean guesses =
        held.expectsWait(call.how)
            && !attempt.hasBytes()
            && Ways.isDirect()
            && terms.areOfPoll(call.file());
    if (guesses && terms.isNonblocking()) {
      held.expectWait(call.how, false);
      return false;
    }
    return guesses;
  }

  /**
   * Begins to wait.
   *
   * @param callBegan when the call began, if it spun before this; else it begins now
   * @param guessed whether to wait for one slice at most
   * @return false when the call is to be tried again instead: all bytes must be there, and are to
   *     be counted first; or the file is closing or was recycled, which the next attempt says
   */
  boolean begin(long callBegan, boolean guessed) {
    Incarnation file = call.file();
    call.begunAt = ways.now();
    if (!call.hasDeadline()) {
      long from = callBegan == Spin.NEVER ? call.begunAt : callBegan;
      call.endAt(Deadline.after(from, terms.timeoutNanos(file)));
      if (attempt.asksForAll()) {
        return false;
      }
    }
    call.endAt(terms.terminal().deadline(call.deadline(), call.begunAt));
    InterestSet set = wait.set();
    set.clear();
    set.add(file, terms.events());
    long sliceEnd = call.begunAt + ways.settings().sliceNanos();
    long limit = guessed ? Math.min(call.deadline(), sliceEnd) : call.deadline();
    attempt.beforeWait();
    if (wait.begin(call.begunAt, limit, attempt.pauseNanos())) {
      call.bind();
      return true;
    }
    attempt.afterWait(false);
    return false;
  }

  /**
   * Runs the wait to its end.
   *
   * @return what ended it; READY also when only the slice of a guess is over; null when the thread
   *     has to park, and the original can be suspended
   */
  @Nullable Outcome run() {
    Outcome outcome = wait.run(call.original.suspends());
    if (outcome == null) {
      return null;
    }
    boolean seen =
        original.extraFlags(call.file()) != 0 || (wait.isSure() && !wait.set().isReported());
    boolean ready = outcome == Outcome.READY && !wait.isPause() && seen;
    attempt.afterWait(ready);
    if (ready) {
      learn();
    }
    if (outcome == Outcome.TIMED_OUT && wait.limit() != call.deadline()) {
      wait.set().continueWait();
      return Outcome.READY;
    }
    return outcome;
  }

  private void learn() {
    Held held = call.file().held();
    long slept = ways.now() - call.begunAt;
    held.expectWait(call.how, slept > NO_WAIT);
    held.spinTime().slept(slept);
  }

  /** Leaves a wait that is under way to what waits for the thread while it parks. */
  void suspend(ParkedWaiter waiter) {
    wait.suspend(waiter);
  }

  /** Goes on with a wait whose thread has parked. */
  void resume(ParkedWaiter waiter) {
    wait.set().add(call.file(), call.how.events());
    wait.resume(waiter);
  }
}
