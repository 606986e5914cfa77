package dev.holdline.gate;

import dev.holdline.held.Incarnation;
import dev.holdline.posix.Errno;
import dev.holdline.posix.kernel.Spares;
import dev.holdline.wait.Outcome;
import dev.holdline.wait.Ways;
import org.jspecify.annotations.Nullable;

/**
 * One gated call that waits for a descriptor and then takes something from it. Used by one thread
 * at a time, and again by later calls: a wait leaves no garbage.
 *
 * <pre>
 *            nothing, but the last waits were brief
 *          ┌───────────────▶ SPIN ──over──▶ GUESS       SPIN ◀──▶ YIELDED
 *          │                  │               │
 *  begin ──┤                  │ answered      │ begin to wait, for one slice
 *          │                  ▼               ▼
 *          └──────▶ TRY ──▶ DONE ◀──────── WAITING ◀──▶ PARKED
 *                    │ ▲       answered     ▲   │
 *           nothing  │ │                    │   │ ready, or the slice of a guess is over
 *                    ▼ └────────────────────┼───┘
 *                  WAIT ────────────────────┘
 * </pre>
 *
 * <p>Once YIELDED or PARKED the call is suspended: the thread gives its carrier to others on a
 * short stack, and resumes the call in SPIN or in WAITING. While it is parked a {@link ParkedRead}
 * has its state, and this carries out other calls.
 */
final class GatedRead {
  private enum Phase {
    /** Look, and call the original if it will not wait. */
    TRY,
    /** Try again and again, before the thread sleeps. */
    SPIN,
    /** Between two tries, while other virtual threads run. */
    YIELDED,
    /** Begin to wait without a try, for one slice: a call that had to wait mostly has to again. */
    GUESS,
    /** Begin to wait. */
    WAIT,
    /** A wait is under way. */
    WAITING,
    /** A wait is under way, and the thread parks outside. */
    PARKED,
    /** Answered. */
    DONE
  }

  private final GateContext context;
  private final Spares<GatedRead> reads;
  private final Spares<ParkedRead> parkedReads;
  private final ReadState call = new ReadState();
  private final NonblockingCall original;
  private final ReadTerms terms;
  private final Attempt attempt;
  private final Spin spin;
  private final YieldedRead yielded;
  private final ReadWait wait;

  private Phase phase = Phase.DONE;
  private @Nullable ParkedRead parked; // waits for the thread if it parks

  /**
   * Creates one.
   *
   * @param reads where it comes to rest after each call
   * @param parkedReads from where it takes what has a call's state while the thread is parked
   */
  GatedRead(GateContext context, Spares<GatedRead> reads, Spares<ParkedRead> parkedReads) {
    this.context = context;
    this.reads = reads;
    this.parkedReads = parkedReads;
    this.original = new NonblockingCall(context.syscalls(), call);
    this.terms = new ReadTerms(context.syscalls(), call);
    this.attempt = new Attempt(terms, call, original);
    this.spin = new Spin(context.ways(), attempt);
    this.yielded = new YieldedRead(this);
    this.wait = new ReadWait(context.ways(), call, original, terms, attempt);
  }

  /** Begins with another call; nothing is left of the one before. */
  void begin(int number, Reading reading, int flags, long length, Original function) {
    call.begin(number, reading, flags, length, function);
    begin();
  }

  private void begin() {
    terms.begin();
    original.begin();
    attempt.begin();
    spin.reset();
    wait.reset();
    phase = Phase.TRY;
  }

  /** Keeps nothing of the call. */
  void forget() {
    call.forget();
    wait.reset();
    phase = Phase.DONE;
  }

  /** Comes to rest; one whose call threw is left to the garbage collector. */
  void giveBack() {
    forget();
    reads.giveBack(this);
  }

  /**
   * Runs the call.
   *
   * @return its result, errno set; nothing when {@link #isSuspended}, because the original can be
   *     suspended and the thread has to park, or to yield
   */
  long run() {
    return runOn(context.file(call.fd));
  }

  /**
   * Runs the first part of a call.
   *
   * @param same what the call took something from already; null for what the number stands for
   * @param several whether more parts may follow: they are of the file that has the number now
   */
  long runFirst(@Nullable Incarnation same, boolean several) {
    if (same != null) {
      return runOnSame(same);
    }
    return runOn(several ? context.verified(call.fd) : context.file(call.fd));
  }

  /**
   * Runs once more for the rest, under the same deadline and on the same file.
   *
   * @param endsAtMark whether the urgent mark ends the call, too
   */
  long runRest(boolean endsAtMark) {
    attempt.beginRest();
    if (endsAtMark) {
      terms.endAtMark();
    }
    Incarnation taken = call.fileOrNull();
    return taken == null ? run() : runOnSame(taken);
  }

  private long runOnSame(Incarnation taken) {
    call.about(taken);
    call.bindPartlyDone();
    Outcome outcome = call.followSame(context);
    if (outcome != Outcome.READY && isAnsweredBy(outcome)) {
      return original.answered();
    }
    return runOn(call.file());
  }

  private long runOn(@Nullable Incarnation file) {
    call.about(file);
    if (file == null || !file.canWait()) {
      original.answerWithPlainCall();
      return original.answered();
    }
    if (attempt.isAnsweredByLeftError()) {
      return original.answered();
    }
    phase = firstPhase(file);
    return advance();
  }

  private Phase firstPhase(Incarnation file) {
    boolean spins = !attempt.hasBytes() && file.held().expectsWait(call.how) && spin.begin(file);
    if (spins) {
      return yields() ? Phase.YIELDED : Phase.SPIN;
    }
    return waitOrTry();
  }

  /** Goes from phase to phase until the call is answered or suspended. */
  private long advance() {
    while (true) {
      switch (phase) {
        case TRY -> phase = attempt.run(false) ? Phase.DONE : afterNothing();
        case SPIN -> phase = spin();
        case GUESS, WAIT -> phase = beginWait(phase == Phase.GUESS);
        case WAITING -> phase = await();
        case YIELDED, PARKED -> {
          return 0;
        }
        case DONE -> {
          return original.answered();
        }
      }
    }
  }

  /** A call that would wait does so, unless a verdict ended the connection. */
  private Phase afterNothing() {
    int verdict = call.file().verdict();
    boolean ended = verdict != 0 && !call.file().isClosing() && attempt.ended(verdict);
    return ended ? Phase.DONE : followed(Phase.WAIT);
  }

  /** Returns the next phase on the file that stands for the call's; DONE when there is none. */
  private Phase followed(Phase next) {
    Incarnation before = call.file();
    Outcome outcome = call.follow(context);
    if (outcome != Outcome.READY) {
      return isAnsweredBy(outcome) ? Phase.DONE : Phase.TRY;
    }
    if (call.file() == before) {
      return next;
    }
    if (!call.isBound()) {
      attempt.changeFile();
      call.forgetDeadline();
    } else if (before.hasHeir()) {
      attempt.changeFile();
      attempt.asksForAll(); // with a deadline already, the begin of a wait does not
    }
    return Phase.TRY;
  }

  private Phase spin() {
    return switch (spin.attempt(call.file())) {
      case ANSWERED -> Phase.DONE;
      case NOTHING -> yields() ? Phase.YIELDED : Phase.SPIN;
      case OVER -> waitOrTry();
    };
  }

  /**
   * Lets other virtual threads run, one of which may bring the answer; true when the caller is to
   * do so. What a thread that yields has on its stack is copied to the heap, as for one that parks,
   * and its chunk there grows to the largest that was ever needed.
   */
  @SuppressWarnings("ThreadPriorityCheck") // a hint: nothing depends on who runs meanwhile
  private boolean yields() {
    if (Ways.isDirect()) {
      return false;
    }
    if (call.original.suspends()) {
      return true;
    }
    Thread.yield();
    return false;
  }

  private Phase waitOrTry() {
    return wait.isGuessed() ? Phase.GUESS : Phase.TRY;
  }

  private Phase beginWait(boolean guessed) {
    wait.parkAs(parkedRead());
    return wait.begin(spin.begunAt(), guessed) ? Phase.WAITING : followed(Phase.TRY);
  }

  private Phase await() {
    Outcome outcome = wait.run();
    if (outcome == null) {
      return Phase.PARKED;
    }
    return isAnsweredBy(outcome) ? Phase.DONE : followed(Phase.TRY);
  }

  private boolean isAnsweredBy(Outcome outcome) {
    return switch (outcome) {
      case READY, ENDED, SUCCEEDED -> false;
      case TIMED_OUT -> attempt.timedOut();
      default -> original.answer(-1, call.errno(outcome, Errno.EAGAIN, context));
    };
  }

  /** Returns what the parts so far were taken from, null for nothing. */
  @Nullable Incarnation takenFrom() {
    return call.fileOrNull();
  }

  int errno() {
    return original.errno();
  }

  /** Returns whether it ended with EINTR because of an interrupt; {@code Hold.wake()} is none. */
  boolean isInterrupted() {
    return call.isInterrupted();
  }

  /** Returns whether the thread has to park, or to yield, before the call goes on. */
  boolean isSuspended() {
    return phase == Phase.YIELDED || phase == Phase.PARKED;
  }

  /** Ends what {@link #run} began: a suspended call is handed to its original. */
  void finish() {
    switch (phase) {
      case YIELDED -> call.original.suspend(yielded.begin());
      case PARKED -> {
        Original suspended = call.original;
        ParkedRead mine = parkedRead();
        suspendAs(mine);
        giveBack();
        suspended.suspend(mine);
      }
      default -> giveBack();
    }
  }

  /** Leaves a call in the phase PARKED to what stands for it from now on. */
  void suspendAs(ParkedRead mine) {
    mine.begin(call);
    wait.suspend(mine);
    forgetParked();
  }

  /** Goes on with a call that was parked; the result is as that of {@link #run}. */
  long resume(ParkedRead mine, ReadState suspended) {
    if (parked != null && parked != mine) {
      parkedReads.giveBack(parked);
    }
    parked = mine;
    wait.parkAs(mine); // for a wait that changes its way, and parks again
    call.copyFrom(suspended);
    begin();
    wait.resume(mine);
    phase = Phase.WAITING;
    return advance();
  }

  /** Goes on with a call that yielded; the result is as that of {@link #run}. */
  long resumeSpin() {
    phase = Phase.SPIN;
    long result = advance();
    if (phase == Phase.YIELDED) {
      yielded.begin();
    } else if (phase == Phase.PARKED) {
      finish();
    }
    return result;
  }

  /** Forgets what stood for the call. */
  void forgetParked() {
    parked = null;
    wait.parkAs(null);
  }

  private ParkedRead parkedRead() {
    ParkedRead mine = parked;
    if (mine == null) {
      mine = parkedReads.borrow();
      parked = mine;
    }
    return mine;
  }
}
