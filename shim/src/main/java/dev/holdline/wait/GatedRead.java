package dev.holdline.wait;

import dev.holdline.posix.Errno;
import dev.holdline.posix.Syscalls;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One gated call that waits for a descriptor and then takes something from it. Used by one thread
 * at a time, and again by later calls: a wait leaves no garbage.
 *
 * <p>Look; if there is something, call. Otherwise find out whether the kernel would wait at all; if
 * so wait, and look again. The look and the call happen within the open file's turn.
 */
final class GatedRead implements Suspended {
  /** Longest array that costs less to copy for nothing than a look costs. */
  private static final int SMALL = 4096;

  /** A wait this short did not block: the data was there. */
  private static final long NO_WAIT = 2_000;

  private final Gate gate;
  private final Waits waits;
  private final Syscalls syscalls;
  private final ReadTerms terms;
  private final Wait wait;

  /** Grows when the descriptor looked ready and the call found nothing. */
  private final Backoff backoff = new Backoff();

  private Original original = Original.NONE;
  private Reading how = Reading.READ;
  private int fd;

  /** Whether the call, told not to wait, may be its own first look. */
  private boolean triesFirst;

  /** Whether this call has bytes already: an error is then left for the next call. */
  private boolean continuing;

  private boolean hasty; // looks again only: asks for nothing else
  private boolean checked; // asked whether the kernel would wait
  private boolean guessed; // or guessed that it would: the next wait is for one slice
  private boolean goesOn; // the next wait is the rest of the last one
  private boolean begun; // asked for how long and for what
  private boolean enlisted; // a wait has begun: what is recycled from now on is not ours
  private boolean looked; // the wait saw it ready
  private long takenBefore; // what was taken from the file before that wait; to compare in turn
  private boolean turnMissed;

  private long deadline = Deadline.NONE;
  private long needed;

  private @Nullable Descriptor current; // of a suspended call
  private long begunAt; // of the wait
  private long pauseNanos;
  private long limit;

  private long result;
  private int errno;

  GatedRead(Gate gate) {
    this.gate = gate;
    this.waits = gate.waits();
    this.syscalls = gate.syscalls();
    this.terms = new ReadTerms(syscalls);
    this.wait = new Wait(waits, new WaitSet(syscalls, 1));
  }

  /** Begins with another call; nothing is left of the one before. */
  void begin(int number, Reading reading, int flags, long length, Original call) {
    fd = number;
    how = reading;
    original = call;
    terms.begin(number, reading, flags, length);
    triesFirst = reading.extraFlags() != 0 && flags == 0 && length > 0 && length <= SMALL;
    continuing = false;
    hasty = false;
    checked = false;
    guessed = false;
    goesOn = false;
    begun = false;
    enlisted = false;
    looked = false;
    turnMissed = false;
    takenBefore = 0;
    deadline = Deadline.NONE;
    needed = 0;
    backoff.reset();
    result = 0;
    errno = 0;
  }

  /** Keeps nothing of the call. */
  void end() {
    original = Original.NONE;
    wait.set().clear();
    current = null;
  }

  /**
   * Runs the call.
   *
   * @return its result, errno set; {@link Gate#SUSPENDED} when the original can be suspended and
   *     the thread has to park
   */
  long run() {
    Descriptor descriptor = gate.descriptor(fd);
    if (descriptor == null || !descriptor.canWait()) {
      answerWith(original.call(0));
      return answered();
    }
    if (!waits.isDirect() && isPatient(descriptor)) {
      return answered();
    }
    guessed = guessesWait(descriptor);
    return goOn(descriptor);
  }

  @Override
  public void park() {
    long nanos = wait.nanos();
    if (nanos == Deadline.NONE) {
      LockSupport.park(this);
    } else {
      LockSupport.parkNanos(this, nanos);
    }
  }

  @Override
  public long resume() {
    Descriptor descriptor = current;
    if (descriptor == null) {
      throw new IllegalStateException("no call is suspended");
    }
    long returned = goOn(descriptor);
    if (returned != Gate.SUSPENDED) {
      gate.giveBack(this);
    }
    return returned;
  }

  @Override
  public void abandon() {
    wait.abandon();
  }

  private long goOn(Descriptor first) {
    Descriptor descriptor = first;
    while (wait.isUnderWay() || guessed || !attempt(descriptor)) {
      if (wait.isUnderWay() || beginWait(descriptor)) {
        Outcome outcome = wait.run(original.suspends());
        if (outcome == null) {
          current = descriptor;
          return Gate.SUSPENDED;
        }
        if (isAnsweredBy(outcome, descriptor)) {
          break;
        }
      }
      if (descriptor.passage().isRetired()) {
        Descriptor successor = gate.successor(descriptor, enlisted);
        if (successor == null) {
          answer(-1, Errno.EBADF);
          break;
        }
        descriptor = successor;
        if (!enlisted) { // another file, on other terms
          checked = false;
          begun = false;
          needed = 0;
        }
      }
    }
    return answered();
  }

  private long answered() {
    if (result < 0) {
      Errno.set(errno);
    }
    return result;
  }

  /**
   * Whether to wait without a first look, which would be one system call more: who had to wait the
   * last time mostly has to again. That the call may wait at all is asked for as ever; what else
   * could forbid it did not when the same function waited, and is asked for after one slice.
   */
  private boolean guessesWait(Descriptor descriptor) {
    boolean guesses =
        descriptor.expectsWait(how)
            && !continuing
            && waits.isDirect()
            && terms.areOfPoll(descriptor);
    if (guesses && terms.isNonblocking()) {
      descriptor.expectWait(how, false);
      return false;
    }
    return guesses;
  }

  /** Gives way to other virtual threads, and looks again, before it parks; true when answered. */
  @SuppressWarnings("ThreadPriorityCheck") // a hint: nothing depends on who runs meanwhile
  private boolean isPatient(Descriptor descriptor) {
    if (continuing || !descriptor.expectsWait(how)) {
      return false;
    }
    Patience patience = descriptor.patience();
    long nanos = patience.nanos();
    if (nanos == 0) {
      return false;
    }
    long begin = waits.now();
    hasty = true;
    do {
      Thread.yield();
      if (attempt(descriptor)) {
        patience.paid(waits.now() - begin);
        return true;
      }
    } while (waits.now() - begin < nanos);
    hasty = false;
    backoff.reset(); // it never looked ready
    patience.failed();
    return false;
  }

  /** Runs once more for the rest, under the same deadline. */
  long runOn() {
    continuing = true;
    checked = false;
    looked = false;
    backoff.reset();
    return run();
  }

  int errno() {
    return errno;
  }

  private boolean answer(long value, int error) {
    result = value;
    errno = error;
    return true;
  }

  private boolean answerWith(long returned) {
    return answer(returned, returned < 0 ? original.errno() : 0);
  }

  /** A descriptor that is closing answers; one that was taken out of use has a successor. */
  private boolean refused(Descriptor descriptor) {
    return !descriptor.passage().isRetired() && answer(-1, Errno.EBADF);
  }

  /** Calls the original if that will not wait; false when it would. */
  private boolean attempt(Descriptor descriptor) {
    turnMissed = false;
    if (!descriptor.passage().enter()) {
      return refused(descriptor);
    }
    try {
      if (!descriptor.file().takeTurn()) {
        turnMissed = true;
        return false;
      }
      try {
        return attemptInTurn(descriptor);
      } finally {
        descriptor.file().endTurn();
      }
    } finally {
      descriptor.passage().exit();
    }
  }

  private boolean attemptInTurn(Descriptor descriptor) {
    if (isReady(descriptor)) {
      if (continuing && terms.leavesError()) {
        return answer(0, 0);
      }
      long returned = original.call(how.extraFlags());
      descriptor.file().countTaken();
      if (returned >= 0 || how.extraFlags() == 0 || original.errno() != Errno.EAGAIN) {
        return answerWith(returned);
      }
      if (looked && terms.isShutDown()) {
        return answerWith(original.call(0));
      }
      backoff.miss();
      looked = false;
    } else {
      backoff.reset(); // not ready: readiness can be waited for again
    }
    if (!checked && !hasty) {
      checked = true;
      return terms.answersAtOnce(descriptor) && answerWith(original.call(0));
    }
    return false;
  }

  private boolean isReady(Descriptor descriptor) {
    if (needed > 0) {
      return syscalls.bytesAvailable(fd) >= needed
          || (syscalls.look(fd, Waitlist.GONE) & Waitlist.GONE) != 0;
    }
    boolean untouched = how.extraFlags() != 0 || takenBefore == descriptor.file().taken();
    if (looked && untouched && !continuing) {
      return true;
    }
    boolean itself = triesFirst && !checked && !descriptor.hasLowWater();
    return itself || syscalls.look(fd, how.events()) != 0;
  }

  /** Begins to wait for the descriptor; false when it is to be looked at again instead. */
  private boolean beginWait(Descriptor descriptor) {
    begunAt = waits.now();
    if (!begun && begin(descriptor, begunAt)) {
      return false;
    }
    WaitSet set = wait.set();
    set.clear();
    set.add(descriptor, how.events());
    if (goesOn) {
      set.goOn();
    }
    limit = guessed ? Math.min(deadline, begunAt + waits.settings().sliceNanos()) : deadline;
    guessed = false;
    pauseNanos = pauseNanos();
    takenBefore = descriptor.file().taken();
    if (wait.begin(begunAt, limit, pauseNanos)) {
      enlisted = true;
      return true;
    }
    looked = false; // closing, or recycled: the next look says so
    goesOn = false;
    return false;
  }

  /** Returns whether the end of the wait answers the call. */
  private boolean isAnsweredBy(Outcome outcome, Descriptor descriptor) {
    boolean seen = how.extraFlags() != 0 || !wait.set().isReported();
    looked = outcome == Outcome.READY && pauseNanos == 0 && seen;
    if (looked) {
      descriptor.expectWait(how, waits.now() - begunAt > NO_WAIT);
    }
    goesOn = outcome == Outcome.TIMED_OUT && limit != deadline;
    return !goesOn && answers(descriptor, outcome);
  }

  /**
   * Asks for how long and for what to wait; true when poll(2) is not the one to ask for it, but the
   * number of bytes.
   */
  private boolean begin(Descriptor descriptor, long now) {
    begun = true;
    deadline = Deadline.after(now, descriptor.timeoutNanos(how.timeoutOption()));
    needed = terms.neededBytes(descriptor);
    looked = false;
    return needed > 0;
  }

  private boolean answers(Descriptor descriptor, Outcome outcome) {
    return switch (outcome) {
      case READY -> false;
      case TIMED_OUT -> timedOut(descriptor);
      case INTERRUPTED -> answer(gate.interrupted(descriptor), Errno.EINTR);
      case WOKEN -> answer(-1, Errno.EINTR);
      case CLOSED, REFUSED -> answer(-1, Errno.EBADF);
    };
  }

  private long pauseNanos() {
    return turnMissed || needed > 0
        ? Math.max(Backoff.SHORTEST, backoff.pauseNanos())
        : backoff.pauseNanos();
  }

  /**
   * The kernel, too, hands out what is there when the time is up, be it below SO_RCVLOWAT. And its
   * zero-length recv on a TCP socket ends with 0, not with EAGAIN.
   */
  private boolean timedOut(Descriptor descriptor) {
    boolean mayHaveSome =
        how == Reading.RECV
            || (how == Reading.READ && descriptor.hasLowWater() && syscalls.bytesAvailable(fd) > 0);
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
    if (how == Reading.RECV) {
      answerWith(original.call(how.extraFlags()));
    } else if (descriptor.file().takeTurn()) {
      try {
        // read(2) would wait for the low-water mark once more, as long again
        descriptor.file().withNonblock(syscalls, fd, () -> answerWith(original.call(0)));
      } finally {
        descriptor.file().endTurn();
      }
    }
    return result >= 0 || errno != Errno.EAGAIN;
  }
}
