package dev.holdline.gate;

import dev.holdline.held.Incarnation;
import dev.holdline.posix.Errno;
import dev.holdline.posix.Sockets;
import dev.holdline.posix.kernel.Syscalls;

/**
 * Calls the original of a read so that it does not wait, and keeps what the read is answered with.
 * Only with the turn of the open file. Used by one thread at a time, and again by later calls.
 */
final class NonblockingCall {
  private final Syscalls syscalls;
  private final ReadState call;
  private long result;
  private int errno;

  NonblockingCall(Syscalls syscalls, ReadState call) {
    this.syscalls = syscalls;
    this.call = call;
  }

  /** Forgets the answer of the call before. */
  void begin() {
    result = 0;
    errno = 0;
  }

  /** Keeps an answer; true. */
  boolean answer(long value, int error) {
    result = value;
    errno = error;
    return true;
  }

  boolean answerWith(long returned) {
    return answer(returned, returned < 0 ? call.original.errno() : 0);
  }

  /** Answers with the caller's own call; true. */
  boolean answerWithPlainCall() {
    return answerWith(call.original.call(0));
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

  /** Returns the flags to add to the caller's so that the call does not wait, 0 for none. */
  int extraFlags(Incarnation file) {
    if (call.how != Reading.READ) {
      return call.how.extraFlags();
    }
    return call.original.canReadNow() && file.openFile().canReadNow() ? Sockets.MSG_DONTWAIT : 0;
  }

  /**
   * Calls the original, which does not wait: it has been given the flags, or something is there.
   *
   * @param part of the caller's length, for as many bytes as are there; 0 for all of it
   */
  long call(int extraFlags, long part) {
    return part > 0 ? call.original.callFor(part) : call.original.call(extraFlags);
  }

  /** Calls the original with O_NONBLOCK set for just that call: it cannot be given flags. */
  long callWithNonblock(Incarnation file) {
    int set = file.openFile().withNonblock(syscalls, call.fd, this::answerWithPlainCall);
    return set < 0 ? call.original.call(0) : result;
  }

  /** Whether a read that must not wait is not known there: it is done as read(2) then. */
  boolean refusesReadNow(Incarnation file) {
    boolean refuses = call.how == Reading.READ && call.original.errno() == Errno.EOPNOTSUPP;
    if (refuses) {
      file.openFile().noteRefusesReadNow();
    }
    return refuses;
  }

  /** Answers with what one last call brings, EAGAIN for nothing; true when that is not EAGAIN. */
  boolean callLast(Incarnation file) {
    answer(-1, Errno.EAGAIN);
    int extraFlags = extraFlags(file);
    if (extraFlags != 0) {
      answerWith(call.original.call(extraFlags));
    } else { // read(2) would wait for the low-water mark once more, as long again
      file.openFile().withNonblock(syscalls, call.fd, this::answerWithPlainCall);
    }
    return result >= 0 || errno != Errno.EAGAIN;
  }
}
