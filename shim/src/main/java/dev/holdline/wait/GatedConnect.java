package dev.holdline.wait;

import dev.holdline.posix.Errno;
import dev.holdline.posix.Files;
import dev.holdline.posix.Poll;
import dev.holdline.posix.Sockets;
import dev.holdline.posix.kernel.Syscalls;
import java.util.concurrent.TimeUnit;

/**
 * One blocking connect(2): started without waiting, waited for, and called again for its result.
 * Used by one thread, once.
 */
final class GatedConnect {
  private static final long SHORTEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(1);
  private static final long LONGEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(20);
  private static final long TURN_PAUSE = TimeUnit.MILLISECONDS.toNanos(1);

  private final Gate gate;
  private final Syscalls syscalls;
  private final int fd;
  private final Original original;

  private boolean begun; // to wait: what is recycled from now on is not ours

  /** What the kernel says when the time is up; EAGAIN as long as no handshake is under way. */
  private int unfinished = Errno.EAGAIN;

  private long deadline = Deadline.NONE;
  private long backlogPause = SHORTEST_PAUSE;
  private long returned;
  private int errno;

  GatedConnect(Gate gate, int fd, Original original) {
    this.gate = gate;
    this.syscalls = gate.syscalls();
    this.fd = fd;
    this.original = original;
  }

  long run() {
    Descriptor descriptor = gate.verified(fd);
    if (descriptor == null || !descriptor.isSocket()) {
      return original.call(0);
    }
    while (descriptor != null) {
      if (!descriptor.passage().enter()) {
        boolean retired = descriptor.passage().isRetired();
        descriptor = retired ? gate.successor(descriptor, begun) : null;
        continue;
      }
      long pause;
      try {
        pause = step(descriptor);
      } finally {
        descriptor.passage().exit();
      }
      if (pause < 0) {
        return returned < 0 ? Gate.failed(errno) : returned;
      }
      Outcome outcome = await(descriptor, pause);
      if (outcome != Outcome.READY && outcome != Outcome.REFUSED) {
        return ended(descriptor, outcome);
      }
      descriptor = gate.same(descriptor); // what the number stands for by now may be another's
    }
    return Gate.failed(Errno.EBADF);
  }

  /** Calls the original; returns -1 when that is the answer, else how long to pause before more. */
  private long step(Descriptor descriptor) {
    if (!descriptor.file().takeTurn()) {
      return TURN_PAUSE;
    }
    try {
      if (isInProgress() && isDissolved()) {
        int error = syscalls.socketOption(fd, Sockets.SO_ERROR);
        returned = -1;
        errno = error > 0 ? error : Errno.ECONNABORTED;
        return -1;
      }
      int status = syscalls.statusFlags(fd);
      if (status < 0 || (status & Files.O_NONBLOCK) != 0) {
        call();
        return -1;
      }
      int set = descriptor.file().withNonblock(syscalls, fd, this::call);
      if (set < 0) {
        returned = -1;
        errno = -set;
        return -1;
      }
    } finally {
      descriptor.file().endTurn();
    }
    return judge();
  }

  private boolean isInProgress() {
    return unfinished != Errno.EAGAIN;
  }

  /**
   * Whether shutdown(2), or a connect to nowhere, ended the handshake: another call would begin a
   * new one. Such a socket hangs up without an end of stream; one that was refused has both.
   */
  private boolean isDissolved() {
    int revents = syscalls.look(fd, Poll.POLLOUT | Poll.POLLRDHUP);
    return revents > 0 && (revents & (Poll.POLLHUP | Poll.POLLRDHUP)) == Poll.POLLHUP;
  }

  private void call() {
    returned = original.call(0);
    errno = returned < 0 ? original.errno() : 0;
  }

  private long judge() {
    if (returned >= 0) {
      return -1;
    }
    if (errno == Errno.EINPROGRESS || errno == Errno.EALREADY) {
      unfinished = isInProgress() ? unfinished : errno;
      return 0;
    }
    if (errno == Errno.EAGAIN) { // a UNIX socket whose listener has no room
      long pause = backlogPause;
      backlogPause = Math.min(backlogPause * 2, LONGEST_PAUSE);
      return pause;
    }
    if (errno == Errno.EISCONN && isInProgress()) { // another caller fetched the result first
      returned = 0;
    }
    return -1;
  }

  private Outcome await(Descriptor descriptor, long pauseNanos) {
    if (!begun) {
      begun = true;
      long timeout = descriptor.timeoutNanos(Sockets.SO_SNDTIMEO);
      deadline = Deadline.after(gate.waits().now(), timeout);
    }
    if (Deadline.left(deadline, gate.waits().now()) <= 0 && pauseNanos > 0) {
      return Outcome.TIMED_OUT;
    }
    WaitSet set = WaitSet.of(descriptor, Poll.POLLOUT);
    return gate.waits().await(set, deadline, pauseNanos);
  }

  private long ended(Descriptor descriptor, Outcome outcome) {
    return switch (outcome) {
      case TIMED_OUT -> Gate.failed(unfinished);
      case INTERRUPTED -> gate.interrupted(descriptor);
      case WOKEN -> Gate.failed(Errno.EINTR);
      default -> Gate.failed(Errno.EBADF);
    };
  }
}
