package dev.holdline.gate;

import dev.holdline.held.Incarnation;
import dev.holdline.held.OpenFile;
import dev.holdline.posix.Errno;
import dev.holdline.wait.Backoff;

/**
 * The part of a gated read that decides whether the original will wait, and calls it if not. The
 * look and the call happen within the open file's turn. Used by one thread at a time, and again by
 * later calls.
 */
final class Attempt {
  /** What a look says of the next call. */
  private enum Sight {
    /** It would wait. */
    NOTHING,
    /** It will not wait. */
    READY,
    /** Something happened, but it may be nothing to read: the call may wait. */
    DOUBTFUL
  }

  private final ReadTerms terms;
  private final ReadState call;
  private final NonblockingCall original;

  /** Whether this call has bytes already: an error is then left for the next call. */
  private boolean hasBytes;

  private boolean seenReady; // by the wait
  private boolean turnMissed;

  Attempt(ReadTerms terms, ReadState call, NonblockingCall original) {
    this.terms = terms;
    this.call = call;
    this.original = original;
  }

  /** Begins with another call, or goes on with one that was parked. */
  void begin() {
    hasBytes = false;
    seenReady = false;
    turnMissed = false;
  }

  /** Begins with the rest of the same call: it has bytes already. */
  void beginRest() {
    hasBytes = true;
    seenReady = false;
    call.checked = false;
    call.misses = 0;
  }

  boolean hasBytes() {
    return hasBytes;
  }

  /** Forgets the tries of a spin that found nothing: it never looked ready. */
  void endSpin() {
    turnMissed = false;
    call.misses = 0;
  }

  /** Begins anew on another file, on other terms. */
  void changeFile() {
    terms.changeFile();
    seenReady = false;
  }

  /** Asks whether all bytes must be there; if so, the next attempt counts them first. */
  boolean asksForAll() {
    call.needsAll = terms.needsAll(call.file());
    seenReady = false;
    return call.needsAll;
  }

  /** Takes note of what was taken from the file before a wait. */
  void beforeWait() {
    call.takenBefore = call.file().openFile().taken();
  }

  /** Takes note of whether a wait saw it ready. */
  void afterWait(boolean ready) {
    seenReady = ready;
  }

  /** Returns how long to leave the descriptor alone before the next attempt, 0 for not at all. */
  long pauseNanos() {
    long backoff = Backoff.FALSE_READINESS.pauseNanos(call.misses);
    long pause = Math.max(terms.terminal().pauseNanos(), backoff);
    return turnMissed || call.needsAll ? Math.max(Backoff.SHORTEST, pause) : pause;
  }

  /**
   * Answers with an error that the call before had to leave, if there is one, and the number is
   * still that of the file whose error it is.
   */
  boolean isAnsweredByLeftError() {
    OpenFile file = call.file().openFile();
    boolean left = !hasBytes && file.hasLeftError() && call.file().isCurrent();
    if (!left || !file.takeTurn()) {
      return false;
    }
    int error = file.takeLeftError();
    file.endTurn();
    return error != 0 && original.answer(-1, error);
  }

  /**
   * Calls the original if that will not wait.
   *
   * @param spinning whether this is one of many tries: it asks for nothing but readiness
   * @return false when the original would wait, or the file was taken out of use
   */
  boolean run(boolean spinning) {
    turnMissed = false;
    Incarnation file = call.file();
    if (!file.passage().enter()) { // closing; one that was taken out of use has a successor
      return !file.passage().isRetired() && original.answer(-1, Errno.EBADF);
    }
    try {
      if (!file.openFile().takeTurn()) {
        turnMissed = true;
        return false;
      }
      try {
        return runInTurn(file, spinning);
      } finally {
        file.openFile().endTurn();
      }
    } finally {
      file.passage().exit();
    }
  }

  private boolean runInTurn(Incarnation file, boolean spinning) {
    int extraFlags = original.extraFlags(file);
    boolean wouldWait = false; // as the call itself says
    Sight sight = look(file, extraFlags);
    if (sight != Sight.NOTHING) {
      if (hasBytes && terms.leavesError()) {
        return original.answer(0, 0);
      }
      long returned =
          sight == Sight.DOUBTFUL
              ? original.callWithNonblock(file)
              : original.call(extraFlags, terms.terminal().part());
      if (returned < 0 && extraFlags != 0 && original.refusesReadNow(file)) {
        return runInTurn(file, spinning);
      }
      file.openFile().countTaken();
      boolean toldNotToWait = extraFlags != 0 || sight == Sight.DOUBTFUL;
      if (returned >= 0 || !toldNotToWait || call.original.errno() != Errno.EAGAIN) {
        return answerWith(file, returned);
      }
      if (seenReady && terms.isShutDown()) {
        return original.answerWithPlainCall();
      }
      wouldWait = true;
      call.misses++;
      seenReady = false;
    } else {
      call.misses = 0; // not ready: readiness can be waited for again
    }
    return !call.checked && !spinning && isAnsweredAtOnce(file, wouldWait);
  }

  private boolean answerWith(Incarnation file, long returned) {
    leaveError(file, returned);
    boolean hungUp = returned == 0 && call.checked && terms.wasHungUp();
    return hungUp ? original.answer(-1, Errno.EIO) : original.answerWith(returned);
  }

  /** Calls the original where the kernel answers without waiting although nothing is ready. */
  private boolean isAnsweredAtOnce(Incarnation file, boolean wouldWait) {
    call.checked = true;
    boolean atOnce = terms.answersAtOnce(file, wouldWait);
    if (atOnce) {
      file.held().expectWait(call.how, false);
      original.answerWithPlainCall();
    }
    return atOnce;
  }

  /** The error of a call that has something already is the next one's; it is taken by now. */
  private void leaveError(Incarnation file, long returned) {
    if (hasBytes
        && returned < 0
        && file.isSocket()
        && terms.leavesTakenError(call.original.errno())) {
      file.openFile().leaveError(call.original.errno());
    }
  }

  private Sight look(Incarnation file, int extraFlags) {
    if (!call.checked && terms.asksForAll()) {
      call.needsAll = terms.needsAll(file);
    }
    if (call.needsAll) {
      return terms.isWhole() ? Sight.READY : Sight.NOTHING;
    }
    boolean untouched = extraFlags != 0 || call.takenBefore == file.openFile().taken();
    boolean counts = terms.countBytes(file);
    if (seenReady && untouched && !hasBytes && !counts) {
      return Sight.READY;
    }
    boolean looksItself =
        extraFlags != 0 && terms.triesFirst() && !call.checked && !file.hasLowWater();
    if (looksItself) {
      return Sight.READY;
    }
    int revents = terms.look();
    if (revents == 0) {
      return Sight.NOTHING;
    }
    return extraFlags != 0 || terms.isSure(revents) ? Sight.READY : Sight.DOUBTFUL;
  }

  /**
   * Answers when a verdict ended the connection: with what is there, be it less than was asked for,
   * and then with the errno of the verdict.
   *
   * @return false when the call is to be tried again, because it did not get its turn
   */
  boolean ended(int verdict) {
    if (turnMissed) {
      return false;
    }
    Incarnation file = call.file();
    boolean mayHaveSome = call.needsAll || file.hasLowWater();
    return (mayHaveSome && takesLast(file)) || original.answer(-1, verdict);
  }

  /**
   * Answers when the time is up; false when the call is to be tried once more. The kernel, too,
   * hands out what is there then, be it below SO_RCVLOWAT. And its zero-length recv on a TCP socket
   * ends with 0, not with EAGAIN.
   */
  boolean timedOut() {
    if (terms.terminal().endsWithPart()) {
      return false;
    }
    Incarnation file = call.file();
    boolean mayHaveSome =
        call.how == Reading.RECV
            || (call.how == Reading.READ && file.hasLowWater() && terms.bytesAvailable() > 0);
    if (mayHaveSome && takesLast(file)) {
      return true;
    }
    return terms.endsWithNothing() ? original.answer(0, 0) : original.answer(-1, Errno.EAGAIN);
  }

  /** Takes what is there, for a call that would not get it otherwise; true when that answers it. */
  private boolean takesLast(Incarnation file) {
    if (hasBytes || !file.passage().enter()) {
      return false;
    }
    try {
      return callLast(file);
    } finally {
      file.passage().exit();
    }
  }

  private boolean callLast(Incarnation file) {
    if (!file.openFile().takeTurn()) {
      return false;
    }
    try {
      boolean answered = original.callLast(file);
      file.openFile().countTaken();
      return answered;
    } finally {
      file.openFile().endTurn();
    }
  }
}
