package dev.holdline.wait;

import dev.holdline.posix.Errno;
import org.jspecify.annotations.Nullable;

/**
 * One gated call that waits for a descriptor and then takes something from it. Used by one thread
 * at a time, and again by later calls: a wait leaves no garbage. While the thread is parked, a
 * {@link ParkedRead} stands for it; while it gives way to others, a {@link GivingWay}.
 *
 * <p>Look; if there is something, call. Otherwise find out whether the kernel would wait at all; if
 * so wait, and look again.
 */
final class GatedRead {
  /** A wait this short did not block: the data was there. */
  private static final long NO_WAIT = 2_000;

  private final Gate gate;
  private final ReadTerms terms;
  private final Attempt attempt;
  private final LookAgain looks;
  private final GivingWay givingWay;
  private final Wait wait;

  private boolean guessed; // that the kernel would wait: the next wait is for one slice
  private boolean goesOn; // the next wait is the rest of the last one
  private boolean begun; // asked for how long and for what
  private boolean interrupted; // that is the answer
  private boolean enlisted; // a wait has begun: what is recycled from now on is not ours
  private long deadline = Deadline.NONE;

  // Of the wait that is under way, or was the last one.
  private @Nullable Descriptor current; // of a suspended call, or of one in parts
  private @Nullable ParkedRead parked; // who stands for it if it parks
  private long begunAt;

  GatedRead(Gate gate) {
    this.gate = gate;
    this.terms = new ReadTerms(gate.syscalls());
    this.attempt = new Attempt(terms);
    this.looks = new LookAgain(gate.waits(), attempt);
    this.givingWay = new GivingWay(gate, this, attempt);
    this.wait = new Wait(gate.waits(), new WaitSet());
  }

  /** Begins with another call; nothing is left of the one before. */
  void begin(int number, Reading reading, int flags, long length, Original call) {
    terms.begin(number, reading, flags, length);
    begin(call);
  }

  private void begin(Original call) {
    attempt.begin(call);
    guessed = false;
    goesOn = false;
    begun = false;
    interrupted = false;
    enlisted = false;
    deadline = Deadline.NONE;
    givingWay.end();
    looks.reset();
  }

  /** Keeps nothing of the call. */
  void end() {
    attempt.end();
    wait.set().clear();
    current = null;
  }

  /**
   * Runs the call.
   *
   * @return its result, errno set; nothing when {@link #isSuspended}, because the original can be
   *     suspended and the thread has to park, or to give way
   */
  long run() {
    return run(gate.descriptor(terms.fd()));
  }

  /**
   * Runs the first part of a call.
   *
   * @param same what the call took something from already; null for what the number stands for
   * @param several whether more parts may follow: they are of the file that has the number now
   */
  long runFirst(@Nullable Descriptor same, boolean several) {
    if (same != null) {
      return runOn(same);
    }
    current = several ? gate.verified(terms.fd()) : gate.descriptor(terms.fd());
    return run(current);
  }

  private long run(@Nullable Descriptor descriptor) {
    if (descriptor == null || !descriptor.canWait()) {
      attempt.answerWith(attempt.original().call(0));
      return attempt.answered();
    }
    if (attempt.isAnsweredByLeftError(descriptor)) {
      return attempt.answered();
    }
    boolean patient =
        !attempt.isContinuing()
            && descriptor.expectsWait(terms.how())
            && looks.begin(descriptor, gate.waits().isDirect());
    if (patient) {
      return givingWay.begin(descriptor) ? 0 : lookAgain(descriptor);
    }
    return goOnWithoutLook(descriptor);
  }

  /**
   * Runs once more for the rest, under the same deadline and on the same file.
   *
   * @param endsAtMark whether the urgent mark ends the call, too
   */
  long runOn(boolean endsAtMark) {
    attempt.beginRest();
    if (endsAtMark) {
      terms.endAtMark();
    }
    return current == null ? run() : runOn(current);
  }

  private long runOn(Descriptor taken) {
    enlisted = true; // what is recycled from now on is not ours
    current = gate.same(taken);
    if (current == null) {
      attempt.answer(-1, Errno.EBADF);
      return attempt.answered();
    }
    return run(current);
  }

  /** Returns what the parts so far were taken from, null for nothing. */
  @Nullable Descriptor takenFrom() {
    return current;
  }

  int errno() {
    return attempt.errno();
  }

  /** Returns whether it ended with EINTR because of an interrupt; {@code Hold.wake()} is none. */
  boolean isInterrupted() {
    return interrupted;
  }

  /** Ends what {@link #run} began: a suspended call is handed to its original. */
  void finish() {
    if (givingWay.isSuspended()) {
      attempt.original().suspend(givingWay);
      return;
    }
    if (wait.isUnderWay()) {
      ParkedRead mine = parkedRead();
      mine.suspend(this);
      letGo();
      attempt.original().suspend(mine);
    }
    gate.giveBack(this);
  }

  /** Returns whether the thread has to park, or to give way, before the call goes on. */
  boolean isSuspended() {
    return givingWay.isSuspended() || wait.isUnderWay();
  }

  /** Goes on with a call that gave way; the result is as that of {@link #run}. */
  long goOnLooking(Descriptor descriptor) {
    long result = lookAgain(descriptor);
    if (wait.isUnderWay()) {
      finish();
    }
    return result;
  }

  /** Leaves what must not be forgotten of a suspended call. */
  void leave(ParkedRead call) {
    call.descriptor = current;
    call.deadline = deadline;
    call.begunAt = begunAt;
    terms.leave(call);
    attempt.leave(call);
    wait.leave(call);
  }

  /** Begins with a call that was suspended; {@link #letGo} ends with who stood for it. */
  void comeBack(ParkedRead call) {
    if (parked != null) {
      gate.giveBack(parked);
    }
    parked = call;
    terms.comeBack(call);
    begin(call.original);
    deadline = call.deadline;
    begunAt = call.begunAt;
    begun = true;
    enlisted = true;
    attempt.comeBack(call);
    wait.comeBack(call);
  }

  /** Forgets who stood for the call. */
  void letGo() {
    parked = null;
    wait.set().parkAs(null);
  }

  private ParkedRead parkedRead() {
    ParkedRead mine = parked;
    if (mine == null) {
      mine = gate.borrowParked();
      parked = mine;
    }
    return mine;
  }

  private long goOnWithoutLook(Descriptor descriptor) {
    guessed = guessesWait(descriptor);
    return goOn(descriptor);
  }

  /** Goes on with a call, also one that came back; the result is as that of {@link #run}. */
  long goOn(Descriptor first) {
    Descriptor descriptor = first;
    while (wait.isUnderWay() || guessed || !attempt.run(descriptor)) {
      if (wait.isUnderWay() || beginWait(descriptor)) {
        Outcome outcome = wait.run(attempt.original().suspends());
        if (outcome == null) {
          current = descriptor;
          return 0;
        }
        if (isAnsweredBy(outcome, descriptor)) {
          break;
        }
      }
      if (descriptor.passage().isRetired()) {
        Descriptor successor = gate.successor(descriptor, enlisted);
        if (successor == null) {
          attempt.answer(-1, Errno.EBADF);
          break;
        }
        descriptor = successor;
        current = successor;
        if (!enlisted) {
          attempt.changeFile();
          begun = false;
        }
      }
    }
    return attempt.answered();
  }

  /**
   * Whether to wait without a first look, which would be one system call more: who had to wait the
   * last time mostly has to again. That the call may wait at all is asked for as ever; what else
   * could forbid it did not when the same function waited, and is asked for after one slice.
   */
  private boolean guessesWait(Descriptor descriptor) {
    boolean guesses =
        descriptor.expectsWait(terms.how())
            && !attempt.isContinuing()
            && gate.waits().isDirect()
            && terms.areOfPoll(descriptor);
    if (guesses && terms.isNonblocking()) {
      descriptor.expectWait(terms.how(), false);
      return false;
    }
    return guesses;
  }

  /** Looks again, also after it gave way; when that is over, the thread sleeps. */
  private long lookAgain(Descriptor descriptor) {
    while (!looks.finds(descriptor)) {
      if (looks.isOver()) {
        return goOnWithoutLook(descriptor);
      }
      if (givingWay.begin(descriptor)) {
        return 0;
      }
    }
    return attempt.answered();
  }

  /** Begins to wait for the descriptor; false when it is to be looked at again instead. */
  private boolean beginWait(Descriptor descriptor) {
    begunAt = gate.waits().now();
    if (!begun && begin(descriptor)) {
      return false;
    }
    deadline = terms.terminal().deadline(deadline, begunAt);
    WaitSet set = wait.set();
    set.clear();
    set.add(descriptor, terms.events());
    set.parkAs(parkedRead());
    if (goesOn) {
      set.goOn();
    }
    long limit =
        guessed ? Math.min(deadline, begunAt + gate.waits().settings().sliceNanos()) : deadline;
    guessed = false;
    attempt.beforeWait(descriptor);
    if (wait.begin(begunAt, limit, attempt.pauseNanos())) {
      enlisted = true;
      return true;
    }
    attempt.afterWait(false); // closing, or recycled: the next attempt says so
    goesOn = false;
    return false;
  }

  /**
   * Asks for how long and for what to wait; true when poll(2) is not the one to ask for it, but the
   * number of bytes.
   */
  private boolean begin(Descriptor descriptor) {
    begun = true;
    long from = looks.beginOfCall(begunAt);
    deadline = Deadline.after(from, terms.timeoutNanos(descriptor));
    attempt.need(terms.needsAll(descriptor));
    return attempt.isNeedy();
  }

  /** Returns whether the end of the wait answers the call. */
  private boolean isAnsweredBy(Outcome outcome, Descriptor descriptor) {
    boolean seen =
        attempt.extraFlags(descriptor) != 0 || (wait.isSure() && !wait.set().isReported());
    boolean ready = outcome == Outcome.READY && !wait.isPause() && seen;
    attempt.afterWait(ready);
    if (ready) {
      long slept = gate.waits().now() - begunAt;
      descriptor.expectWait(terms.how(), slept > NO_WAIT);
      descriptor.patience().slept(slept);
    }
    goesOn = outcome == Outcome.TIMED_OUT && wait.limit() != deadline;
    return !goesOn && answers(descriptor, outcome);
  }

  private boolean answers(Descriptor descriptor, Outcome outcome) {
    return switch (outcome) {
      case READY -> false;
      case TIMED_OUT -> attempt.timedOut(descriptor);
      case INTERRUPTED -> {
        interrupted = true;
        yield attempt.answer(gate.interrupted(descriptor), Errno.EINTR);
      }
      case WOKEN -> attempt.answer(-1, Errno.EINTR);
      case CLOSED, REFUSED -> attempt.answer(-1, Errno.EBADF);
    };
  }
}
