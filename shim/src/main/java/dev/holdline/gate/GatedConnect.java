package dev.holdline.gate;

import dev.holdline.held.Incarnation;
import dev.holdline.held.OpenFile;
import dev.holdline.posix.Errno;
import dev.holdline.posix.Files;
import dev.holdline.posix.Poll;
import dev.holdline.posix.Sockets;
import dev.holdline.posix.kernel.Syscalls;
import dev.holdline.selector.Deadline;
import dev.holdline.wait.Backoff;
import dev.holdline.wait.BlockingWait;
import dev.holdline.wait.InterestSet;
import dev.holdline.wait.Outcome;
import java.util.concurrent.TimeUnit;

/**
 * One blocking connect(2): started without waiting, waited for, and called again for its result.
 * Used by one thread, once.
 */
final class GatedConnect extends CallFrame {
  private static final long TURN_PAUSE = TimeUnit.MILLISECONDS.toNanos(1);

  /** For a UNIX socket whose listener has no room. */
  private static final Backoff NO_ROOM =
      new Backoff(TimeUnit.MILLISECONDS.toNanos(1), TimeUnit.MILLISECONDS.toNanos(20));

  private final GateContext context;
  private final Syscalls syscalls;
  private final int fd;
  private final Original original;

  /** What the kernel says when the time is up; EAGAIN as long as no handshake is under way. */
  private int unfinished = Errno.EAGAIN;

  private int refusals; // for want of room
  private int misses; // it looked finished, and was not
  private long returned;
  private int errno;

  GatedConnect(GateContext context, int fd, Original original) {
    this.context = context;
    this.syscalls = context.syscalls();
    this.fd = fd;
    this.original = original;
  }

  long run() {
    Incarnation first = context.verified(fd);
    if (first == null || !first.isSocket()) {
      return original.call(0);
    }
    begin(first);
    while (true) {
      Incarnation file = file();
      if (!file.passage().enter()) {
        Outcome followed = file.passage().isRetired() ? follow(context) : Outcome.CLOSED;
        if (followed != Outcome.READY) {
          return endedBy(followed);
        }
        continue;
      }
      long pause;
      try {
        pause = step(file);
      } finally {
        file.passage().exit();
      }
      if (pause < 0) {
        return returned < 0 ? GateContext.failed(errno) : returned;
      }
      if (file.verdict() != 0) {
        return GateContext.failed(file.verdict());
      }
      Outcome outcome = await(file, pause);
      if (isAnswer(outcome)) {
        return endedBy(outcome);
      }
      Outcome followed = followSame(context); // the number may stand for another's by now
      if (followed != Outcome.READY) {
        return endedBy(followed);
      }
    }
  }

  /** Calls the original; returns -1 when that is the answer, else how long to pause before more. */
  private long step(Incarnation file) {
    OpenFile open = file.openFile();
    if (!open.takeTurn()) {
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
      int set = open.withNonblock(syscalls, fd, this::call);
      if (set < 0) {
        returned = -1;
        errno = -set;
        return -1;
      }
    } finally {
      open.endTurn();
    }
    return judge();
  }

  private long endedBy(Outcome outcome) {
    return GateContext.failed(errno(outcome, unfinished, context));
  }

  private static boolean isAnswer(Outcome outcome) {
    return switch (outcome) {
      case READY, REFUSED, ENDED, SUCCEEDED -> false;
      default -> true;
    };
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
      return Backoff.FALSE_READINESS.pauseNanos(misses++);
    }
    if (errno == Errno.EAGAIN) { // a UNIX socket whose listener has no room
      return NO_ROOM.pauseNanos(++refusals);
    }
    if (errno == Errno.EISCONN && isInProgress()) { // another caller fetched the result first
      returned = 0;
    }
    return -1;
  }

  private Outcome await(Incarnation file, long pauseNanos) {
    if (!hasDeadline()) {
      bind();
      long timeout = file.timeoutNanos(Sockets.SO_SNDTIMEO);
      endAt(Deadline.after(context.ways().now(), timeout));
    }
    if (Deadline.left(deadline(), context.ways().now()) <= 0 && pauseNanos > 0) {
      return Outcome.TIMED_OUT;
    }
    InterestSet set = InterestSet.of(file, Poll.POLLOUT);
    return BlockingWait.await(context.ways(), set, deadline(), pauseNanos);
  }
}
