package dev.holdline.wait;

import dev.holdline.posix.Errno;
import dev.holdline.posix.Files;
import dev.holdline.posix.Poll;
import dev.holdline.posix.Sockets;
import dev.holdline.posix.Syscalls;

/**
 * One gated call that waits for a descriptor and then takes something from it. Used by one thread,
 * once.
 *
 * <p>Look; if there is something, call. Otherwise find out whether the kernel would wait at all; if
 * so wait, and look again. The look and the call happen within the open file's turn.
 */
final class GatedRead {
  private static final int GONE = Poll.POLLHUP | Poll.POLLERR | Poll.POLLRDHUP;

  private final Gate gate;
  private final Syscalls syscalls;
  private final Original original;
  private final Reading how;
  private final int fd;
  private final int flags;
  private final long length;

  private boolean begun;
  private boolean waited;
  private long deadline = Deadline.NONE;

  /** Bytes that must be there, where poll(2) goes by another number; 0 where it is right. */
  private long needed;

  /** Whether this call has bytes already: an error is then left for the next call. */
  private boolean continuing;

  /** Grows when the descriptor looked ready and the call found nothing. */
  private final Backoff backoff = new Backoff();

  private boolean turnMissed;

  /** What was taken from the file before the wait that reported readiness; -1 to look again. */
  private long takenBefore = -1;

  private long result;
  private int errno;

  GatedRead(Gate gate, int fd, Reading how, int flags, long length, Original original) {
    this.gate = gate;
    this.syscalls = gate.syscalls();
    this.fd = fd;
    this.how = how;
    this.flags = flags;
    this.length = length;
    this.original = original;
  }

  long run() {
    boolean answered = false;
    while (!answered) {
      Descriptor descriptor = gate.descriptor(fd);
      if (descriptor == null || !descriptor.canWait()) {
        return original.call(0);
      }
      answered = attempt(descriptor) || await(descriptor);
    }
    if (result < 0) {
      Errno.set(errno);
    }
    return result;
  }

  /** Runs once more for the rest, under the same deadline. */
  long runOn() {
    continuing = true;
    waited = false;
    backoff.reset();
    takenBefore = -1;
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

  /** Calls the original if that will not wait; false when it would. */
  private boolean attempt(Descriptor descriptor) {
    turnMissed = false;
    if (!descriptor.passage().enter()) {
      return !descriptor.passage().isRetired() && answer(-1, Errno.EBADF);
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
      if (continuing && isFailed()) {
        return answer(0, 0);
      }
      long returned = original.call(how.extraFlags());
      descriptor.file().countTaken();
      if (returned >= 0) {
        return answer(returned, 0);
      }
      if (how.extraFlags() == 0 || original.errno() != Errno.EAGAIN) {
        return answer(returned, original.errno());
      }
      backoff.miss();
    }
    if (!waited && answersAtOnce(descriptor)) {
      long returned = original.call(0);
      return answer(returned, returned < 0 ? original.errno() : 0);
    }
    return false;
  }

  private boolean isReady(Descriptor descriptor) {
    if (needed > 0) {
      boolean there = syscalls.bytesAvailable(fd) >= needed || (lookFor(GONE) & GONE) != 0;
      if (!there) {
        backoff.miss();
      }
      return there;
    }
    // After a wait that nobody came between, the look was had already.
    boolean looked = how.extraFlags() != 0 ? waited : takenBefore == descriptor.file().taken();
    return (looked && !continuing) || lookFor(how.events()) != 0;
  }

  private int lookFor(int events) {
    return syscalls.look(fd, events);
  }

  /** An error with no bytes before it: the kernel would return what it has and keep the error. */
  private boolean isFailed() {
    return (lookFor(how.events()) & Poll.POLLERR) != 0 && syscalls.bytesAvailable(fd) <= 0;
  }

  /** Whether the kernel answers without waiting although the descriptor is not ready. */
  private boolean answersAtOnce(Descriptor descriptor) {
    int status = syscalls.statusFlags(fd);
    if (status < 0 || (status & Files.O_NONBLOCK) != 0) {
      return true;
    }
    if (descriptor.isSocket()) {
      return how.answersAtOnce(syscalls.socketOption(fd, Sockets.SO_ACCEPTCONN) == 1)
          || ((flags & Sockets.MSG_OOB) != 0 && isStream());
    }
    int unable = how.events() == Poll.POLLOUT ? Files.O_RDONLY : Files.O_WRONLY;
    return how.socketOnly()
        || (status & Files.O_ACCMODE) == unable
        || (descriptor.identity().kind() == Identity.Kind.CHARACTER
            && syscalls.isTimedTerminal(fd) == 1);
  }

  private boolean isStream() {
    return syscalls.socketOption(fd, Sockets.SO_TYPE) == Sockets.SOCK_STREAM;
  }

  /** Waits for the descriptor; true when the wait itself answers the call. */
  private boolean await(Descriptor descriptor) {
    waited = true;
    if (!begun) {
      begun = true;
      begin(descriptor);
    }
    if (!descriptor.audit()) {
      gate.descriptors().renew(descriptor); // recycled before the wait: its caller is the new owner
      return false;
    }
    long pauseNanos = turnMissed ? Backoff.SHORTEST : backoff.pauseNanos();
    long taken = descriptor.file().taken();
    descriptor.counters().countWait();
    WaitSet set = WaitSet.of(syscalls, descriptor, how.events());
    Outcome outcome = gate.waits().await(set, deadline, pauseNanos);
    takenBefore = outcome == Outcome.READY && pauseNanos == 0 ? taken : -1;
    return switch (outcome) {
      case READY -> {
        descriptor.counters().countWakeup();
        yield false;
      }
      case TIMED_OUT -> timedOut();
      case INTERRUPTED -> answer(gate.interrupted(fd), Errno.EINTR);
      case WOKEN -> answer(-1, Errno.EINTR);
      case CLOSED -> answer(-1, Errno.EBADF);
      case REFUSED -> !descriptor.passage().isRetired() && answer(-1, Errno.EBADF);
    };
  }

  private void begin(Descriptor descriptor) {
    if (!descriptor.isSocket()) {
      return;
    }
    long timeout = syscalls.socketTimeoutNanos(fd, how.timeoutOption());
    if (timeout > 0) {
      deadline = Deadline.after(gate.waits().now(), timeout);
    }
    boolean all = how == Reading.RECV && (flags & Sockets.MSG_WAITALL) != 0 && isStream();
    boolean peeksAtOnce = (flags & Sockets.MSG_PEEK) != 0 && !isTcp(); // a UNIX socket's peek
    boolean lowWater =
        descriptor.hasLowWater() && length < syscalls.socketOption(fd, Sockets.SO_RCVLOWAT);
    if ((all && !peeksAtOnce) || (lowWater && isTcp())) {
      needed = length;
    }
  }

  private boolean isTcp() {
    return isStream() && syscalls.socketOption(fd, Sockets.SO_DOMAIN) != Sockets.AF_UNIX;
  }

  /**
   * The kernel, too, hands out what is there when the time is up, be it below SO_RCVLOWAT. And its
   * zero-length recv on a TCP socket ends with 0, not with EAGAIN.
   */
  private boolean timedOut() {
    if (how == Reading.RECV && !continuing) {
      long returned = original.call(how.extraFlags());
      if (returned >= 0 || original.errno() != Errno.EAGAIN) {
        return answer(returned, original.errno());
      }
      if (length == 0 && isTcp()) {
        return answer(0, 0);
      }
    }
    return answer(-1, Errno.EAGAIN);
  }
}
