package dev.holdline.wait;

import dev.holdline.posix.Errno;

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
    return turnMissed || needy
        ? Math.max(Backoff.SHORTEST, backoff.pauseNanos())
        : backoff.pauseNanos();
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

  private boolean runInTurn(Descriptor descriptor) {
    boolean wouldWait = false; // as the call itself says
    if (isReady(descriptor)) {
      if (continuing && terms.leavesError()) {
        return answer(0, 0);
      }
      long returned = original.call(terms.extraFlags());
      descriptor.file().countTaken();
      if (returned >= 0 || terms.extraFlags() == 0 || original.errno() != Errno.EAGAIN) {
        return answerWith(returned);
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

  private boolean isReady(Descriptor descriptor) {
    if (needy) {
      return terms.bytesAvailable() >= terms.length() || terms.isGone();
    }
    boolean untouched = terms.extraFlags() != 0 || takenBefore == descriptor.file().taken();
    if (looked && untouched && !continuing) {
      return true;
    }
    boolean itself = terms.triesFirst() && !checked && !descriptor.hasLowWater();
    return itself || terms.looksReady();
  }

  /**
   * Answers when the time is up. The kernel, too, hands out what is there then, be it below
   * SO_RCVLOWAT. And its zero-length recv on a TCP socket ends with 0, not with EAGAIN.
   */
  boolean timedOut(Descriptor descriptor) {
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
    if (terms.how() == Reading.RECV) {
      answerWith(original.call(terms.extraFlags()));
    } else if (descriptor.file().takeTurn()) {
      try {
        // read(2) would wait for the low-water mark once more, as long again
        terms.withNonblock(descriptor, () -> answerWith(original.call(0)));
      } finally {
        descriptor.file().endTurn();
      }
    }
    return result >= 0 || errno != Errno.EAGAIN;
  }
}
