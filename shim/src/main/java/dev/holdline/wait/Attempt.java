package dev.holdline.wait;

import dev.holdline.posix.Errno;
import dev.holdline.posix.Sockets;

/**
 * The part of a gated read that calls the original, if that will not wait, and keeps the answer.
 * The look and the call happen within the open file's turn. Used by one thread at a time, and again
 * by later calls.
 */
final class Attempt {
  private final ReadTerms terms;

  /** Grows when the descriptor looked ready and the call found nothing. */
  private final Backoff backoff = new Backoff();

  private Original original = Original.NONE;

  /** Whether this call has bytes already: an error is then left for the next call. */
  private boolean continuing;

  private boolean hasty; // looks again only: asks for nothing else
  private boolean checked; // asked whether the kernel would wait
  private boolean looked; // the wait saw it ready
  private long takenBefore; // what was taken from the file before that wait; to compare in turn
  private boolean turnMissed;
  private boolean unsure; // what poll(2) said may not have meant this call
  private boolean needy; // of all bytes: poll(2) is not the one to ask

  private long result;
  private int errno;

  Attempt(ReadTerms terms) {
    this.terms = terms;
  }

  /** Begins with another call; nothing is left of the one before. */
  void begin(Original call) {
    original = call;
    continuing = false;
    hasty = false;
    checked = false;
    looked = false;
    takenBefore = 0;
    turnMissed = false;
    needy = false;
    backoff.reset();
    result = 0;
    errno = 0;
  }

  /** Leaves what must not be forgotten: it is not hasty, and not the rest of another call. */
  void leave(ParkedRead call) {
    call.original = original;
    call.checked = checked;
    call.needy = needy;
    call.misses = backoff.misses();
    call.takenBefore = takenBefore;
  }

  /** Goes on with a call that was suspended, after {@link #begin}. */
  void comeBack(ParkedRead call) {
    checked = call.checked;
    needy = call.needy;
    backoff.set(call.misses);
    takenBefore = call.takenBefore;
  }

  /** Keeps nothing of the call. */
  void end() {
    original = Original.NONE;
  }

  Original original() {
    return original;
  }

  /** Begins with the rest of the same call: it has bytes already. */
  void beginRest() {
    continuing = true;
    hasty = false;
    checked = false;
    looked = false;
    backoff.reset();
  }

  boolean isContinuing() {
    return continuing;
  }

  /** From here on it only looks and calls. */
  void beginHaste() {
    hasty = true;
  }

  /** Ends that without a find: it never looked ready. */
  void endHaste() {
    hasty = false;
    turnMissed = false;
    backoff.reset();
  }

  /** Begins anew on another file, on other terms. */
  void changeFile() {
    terms.changeFile();
    checked = false;
    needy = false;
    backoff.reset();
  }

  /** Takes note of whether all bytes must be there, and poll(2) is not the one to ask. */
  void need(boolean all) {
    needy = all;
    looked = false;
  }

  boolean isNeedy() {
    return needy;
  }

  /** Takes note of what was taken from the file before a wait. */
  void beforeWait(Descriptor descriptor) {
    takenBefore = descriptor.file().taken();
  }

  /** Takes note of whether a wait saw it ready. */
  void afterWait(boolean ready) {
    looked = ready;
  }

  /** Returns how long to leave the descriptor alone, 0 for not at all. */
  long pauseNanos() {
    long pause = Math.max(terms.terminal().pauseNanos(), backoff.pauseNanos());
    return turnMissed || needy ? Math.max(Backoff.SHORTEST, pause) : pause;
  }

  /** Keeps an answer; true. */
  boolean answer(long value, int error) {
    result = value;
    errno = error;
    return true;
  }

  boolean answerWith(long returned) {
    return answer(returned, returned < 0 ? original.errno() : 0);
  }

  /** Hands the answer out, with errno set. */
  long answered() {
    if (result < 0) {
      Errno.set(errno);
    }
    return result;
  }

  int errno() {
    return errno;
  }

  /**
   * Answers with an error that the call before had to leave, if there is one, and the number is
   * still that of the file whose error it is.
   */
  boolean isAnsweredByLeftError(Descriptor descriptor) {
    OpenFile file = descriptor.file();
    boolean left = !continuing && file.hasLeftError() && descriptor.isCurrent();
    if (!left || !file.takeTurn()) {
      return false;
    }
    int error = file.takeLeftError();
    file.endTurn();
    return error != 0 && answer(-1, error);
  }

  /** Calls the original if that will not wait; false when it would. */
  boolean run(Descriptor descriptor) {
    turnMissed = false;
    if (!descriptor.passage().enter()) { // closing; one that was taken out of use has a successor
      return !descriptor.passage().isRetired() && answer(-1, Errno.EBADF);
    }
    try {
      if (!descriptor.file().takeTurn()) {
        turnMissed = true;
        return false;
      }
      try {
        return runInTurn(descriptor);
      } finally {
        descriptor.file().endTurn();
      }
    } finally {
      descriptor.passage().exit();
    }
  }

  /** Returns the flags to add to the caller's so that the call does not wait, 0 for none. */
  int extraFlags(Descriptor descriptor) {
    if (terms.how() != Reading.READ) {
      return terms.how().extraFlags();
    }
    return original.canReadNow() && descriptor.file().canReadNow() ? Sockets.MSG_DONTWAIT : 0;
  }

  private boolean runInTurn(Descriptor descriptor) {
    unsure = false;
    int extraFlags = extraFlags(descriptor);
    boolean wouldWait = false; // as the call itself says
    if (isReady(descriptor, extraFlags)) {
      if (continuing && terms.leavesError()) {
        return answer(0, 0);
      }
      long returned = call(descriptor, extraFlags);
      if (returned < 0 && extraFlags != 0 && refusesReadNow(descriptor)) {
        return runInTurn(descriptor);
      }
      descriptor.file().countTaken();
      if (returned >= 0 || !mustNotWait(extraFlags) || original.errno() != Errno.EAGAIN) {
        leaveError(descriptor, returned);
        boolean hungUp = returned == 0 && checked && terms.wasHungUp();
        return hungUp ? answer(-1, Errno.EIO) : answerWith(returned);
      }
      if (looked && terms.isShutDown()) {
        return answerWith(original.call(0));
      }
      wouldWait = true;
      backoff.miss();
      looked = false;
    } else {
      backoff.reset(); // not ready: readiness can be waited for again
    }
    if (!checked && !hasty) {
      checked = true;
      if (terms.answersAtOnce(descriptor, wouldWait)) {
        descriptor.expectWait(terms.how(), false);
        return answerWith(original.call(0));
      }
    }
    return false;
  }

  /** The error of a call that has something already is the next one's; it is taken by now. */
  private void leaveError(Descriptor descriptor, long returned) {
    if (continuing
        && returned < 0
        && descriptor.isSocket()
        && terms.leavesTakenError(original.errno())) {
      descriptor.file().leaveError(original.errno());
    }
  }

  /**
   * Calls the original, which does not wait: it is told so, or there is something. Where poll(2)
   * may have meant something else, O_NONBLOCK is set for just that call.
   */
  private long call(Descriptor descriptor, int extraFlags) {
    if (!unsure) {
      long part = terms.terminal().part();
      return part > 0 ? original.callFor(part) : original.call(extraFlags);
    }
    int set = terms.withNonblock(descriptor, () -> answerWith(original.call(0)));
    return set < 0 ? original.call(0) : result;
  }

  private boolean mustNotWait(int extraFlags) {
    return extraFlags != 0 || unsure;
  }

  /** Whether a read that must not wait is not known there: it is done as read(2) then. */
  private boolean refusesReadNow(Descriptor descriptor) {
    boolean refuses = terms.how() == Reading.READ && original.errno() == Errno.EOPNOTSUPP;
    if (refuses) {
      descriptor.file().noteRefusesReadNow();
    }
    return refuses;
  }

  private boolean isReady(Descriptor descriptor, int extraFlags) {
    if (!checked && terms.asksForAll()) {
      needy = terms.needsAll(descriptor);
    }
    if (needy) {
      return terms.isWhole();
    }
    boolean untouched = extraFlags != 0 || takenBefore == descriptor.file().taken();
    boolean counts = terms.countBytes(descriptor);
    if (looked && untouched && !continuing && !counts) {
      return true;
    }
    boolean itself = extraFlags != 0 && terms.triesFirst() && !checked && !descriptor.hasLowWater();
    if (itself) {
      return true;
    }
    int revents = terms.look();
    unsure = extraFlags == 0 && !terms.isSure(revents);
    return revents != 0;
  }

  /**
   * Answers when the time is up. The kernel, too, hands out what is there then, be it below
   * SO_RCVLOWAT. And its zero-length recv on a TCP socket ends with 0, not with EAGAIN.
   */
  boolean timedOut(Descriptor descriptor) {
    if (terms.terminal().endsWithPart()) {
      return false;
    }
    boolean mayHaveSome =
        terms.how() == Reading.RECV
            || (terms.how() == Reading.READ
                && descriptor.hasLowWater()
                && terms.bytesAvailable() > 0);
    if (mayHaveSome && !continuing && descriptor.passage().enter()) {
      try {
        if (callOnceMore(descriptor)) {
          return true;
        }
      } finally {
        descriptor.passage().exit();
      }
    }
    return terms.endsWithNothing() ? answer(0, 0) : answer(-1, Errno.EAGAIN);
  }

  private boolean callOnceMore(Descriptor descriptor) {
    answer(-1, Errno.EAGAIN);
    if (descriptor.file().takeTurn()) {
      try {
        callOnceMoreInTurn(descriptor);
        descriptor.file().countTaken();
      } finally {
        descriptor.file().endTurn();
      }
    }
    return result >= 0 || errno != Errno.EAGAIN;
  }

  private void callOnceMoreInTurn(Descriptor descriptor) {
    int extraFlags = extraFlags(descriptor);
    if (extraFlags != 0) {
      answerWith(original.call(extraFlags));
    } else { // read(2) would wait for the low-water mark once more, as long again
      terms.withNonblock(descriptor, () -> answerWith(original.call(0)));
    }
  }
}
