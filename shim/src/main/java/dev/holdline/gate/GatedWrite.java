package dev.holdline.gate;

import dev.holdline.held.Identity;
import dev.holdline.held.Incarnation;
import dev.holdline.posix.Errno;
import dev.holdline.posix.Files;
import dev.holdline.posix.Poll;
import dev.holdline.posix.Sockets;
import dev.holdline.posix.kernel.NativeBlock;
import dev.holdline.posix.kernel.Syscalls;
import dev.holdline.selector.Deadline;
import dev.holdline.wait.Backoff;
import dev.holdline.wait.BlockingWait;
import dev.holdline.wait.InterestSet;
import dev.holdline.wait.Interruption;
import dev.holdline.wait.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * One write of a virtual thread that, were it to wait in the kernel, would capture its carrier: it
 * writes what fits, waits for POLLOUT, and goes on until all is written, as the blocking call does.
 * Used by one thread, once.
 *
 * <p>{@code write} and {@code writev} cannot be told not to wait. On a socket their bytes go
 * through send(2), which is the same there; on a pipe they go in parts of PIPE_BUF, which a pipe
 * that is writable takes at once.
 */
final class GatedWrite extends CallFrame {
  private static final int PART = 64 * 1024;

  private final GateContext context;
  private final Syscalls syscalls;
  private final int fd;
  private final int flags;
  private final boolean send;
  private final Outgoing original;

  private int misses; // it looked writable, and was not
  private long done;
  private int errno;
  private boolean interrupted; // not woken, which is EINTR, too
  private @Nullable NativeBlock stage;

  GatedWrite(GateContext context, int fd, int flags, boolean send, Outgoing original) {
    this.context = context;
    this.syscalls = context.syscalls();
    this.fd = fd;
    this.flags = flags;
    this.send = send;
    this.original = original;
  }

  long run() {
    long length = original.length();
    if (send && length >= 0 && isSent(length)) {
      return errno == 0 ? done : GateContext.failed(errno);
    }
    // What was recycled before is the caller's own; what comes after the first part is not.
    if (done == 0) {
      begin(context.verified(fd));
    }
    Incarnation first = fileOrNull();
    if (first == null || !mayWait(first)) {
      return done > 0 ? done : original.call(0);
    }
    boolean whole = first.isSocket() && !isStream();
    if (whole && done > 0) {
      return done;
    }
    while (true) {
      Outcome followed = follow(context);
      if (followed != Outcome.READY) {
        return endedBy(followed);
      }
      Incarnation file = file();
      long part = attempt(file, length, whole);
      if (part > 0) {
        done += part;
        bindPartlyDone();
        misses = 0;
      }
      if (part >= 0 ? done >= length || whole : errno != Errno.EAGAIN) {
        return ended(part);
      }
      if (part < 0 && file.verdict() != 0 && !file.isClosing()) {
        return ended(failed(file.verdict()));
      }
      if (part < 0) {
        Outcome outcome = await(file);
        if (isAnswer(outcome, file)) {
          return endedBy(outcome);
        }
      }
    }
  }

  private long endedBy(Outcome outcome) {
    interrupted = outcome == Outcome.INTERRUPTED;
    return ended(failed(errno(outcome, Errno.EAGAIN)));
  }

  private static boolean isAnswer(Outcome outcome, Incarnation file) {
    return switch (outcome) {
      case READY, ENDED, SUCCEEDED -> false;
      case CLOSED, REFUSED -> !file.passage().isRetired(); // else the next one may be the same file
      default -> true;
    };
  }

  private boolean isStream() {
    return syscalls.socketOption(fd, Sockets.SO_TYPE) == Sockets.SOCK_STREAM;
  }

  /**
   * Sends what fits, which is mostly all; for that, nothing has to be known of the file. Returns
   * whether the call is answered.
   */
  private boolean isSent(long length) {
    Incarnation file = context.file(fd);
    if (file == null || !file.passage().enter()) {
      return false;
    }
    try {
      long sent = callWithoutWait();
      done = Math.max(0, sent);
      boolean partly = sent > 0 && sent < length;
      if (partly) {
        begin(file.isCurrent() ? file : context.verified(fd)); // a close waits while this is inside
        bindPartlyDone();
      }
      return sent >= 0 ? !partly : errno != Errno.EAGAIN;
    } finally {
      file.passage().exit();
    }
  }

  private boolean mayWait(Incarnation file) {
    int status = file.openFile().statusFlags(syscalls, fd);
    boolean waits = file.isSocket() || file.identity().kind() == Identity.Kind.PIPE;
    return waits
        && (file.isSocket() || !send)
        && status >= 0
        && (status & Files.O_NONBLOCK) == 0
        && (status & Files.O_ACCMODE) != Files.O_RDONLY
        && original.length() >= 0;
  }

  /** Writes what can be written at once; -1 with errno EAGAIN for nothing. */
  private long attempt(Incarnation file, long length, boolean whole) {
    if (!file.passage().enter()) {
      return failed(file.passage().isRetired() ? Errno.EAGAIN : Errno.EBADF);
    }
    try {
      if (send && done == 0) {
        return callWithoutWait();
      }
      return file.isSocket()
          ? attemptSend(file, whole ? length : Math.min(length - done, PART))
          : attemptPipe(file, Math.min(length - done, Files.PIPE_BUF));
    } finally {
      file.passage().exit();
    }
  }

  private long callWithoutWait() {
    long sent = original.call(Sockets.MSG_DONTWAIT);
    return sent < 0 ? failed(original.errno()) : sent;
  }

  private long attemptSend(Incarnation file, long count) {
    NativeBlock bytes = staged((int) count);
    if (done > 0 && isBroken()) {
      return failed(Errno.EPIPE); // what was sent counts: to ask would take the error from the next
    }
    // Staged, so copied: the stage is used again. And one call is notified of once.
    int staged = flags & ~Sockets.MSG_ZEROCOPY;
    long sent = syscalls.send(fd, bytes, count, staged | Sockets.MSG_DONTWAIT);
    if (done > 0 && sent < 0 && sent != -Errno.EPIPE && takesAlong((int) -sent)) {
      file.openFile().leaveError((int) -sent); // taken all the same: an ICMP error, say
    }
    return sent < 0 ? failed((int) -sent) : sent;
  }

  /**
   * Whether a call that failed took the error out of the kernel: one of the connection, and not of
   * the call, which the next one would meet by itself.
   */
  private static boolean takesAlong(int errno) {
    return switch (errno) {
      case Errno.EAGAIN,
          Errno.EINTR,
          Errno.EBADF,
          Errno.EFAULT,
          Errno.ENOMEM,
          Errno.ENOBUFS,
          Errno.EINVAL,
          Errno.EMSGSIZE ->
          false;
      default -> true;
    };
  }

  /** Whether the connection is over; POLLERR alone may be a time stamp in the error queue. */
  private boolean isBroken() {
    int over = Poll.POLLERR | Poll.POLLHUP;
    return (syscalls.look(fd, Poll.POLLOUT) & over) == over;
  }

  private long attemptPipe(Incarnation file, long count) {
    if (!file.openFile().takeTurn()) {
      return failed(Errno.EAGAIN);
    }
    try {
      if (syscalls.look(fd, Poll.POLLOUT) == 0) {
        return failed(Errno.EAGAIN);
      }
      long written = syscalls.write(fd, staged((int) count), count);
      return written < 0 ? failed((int) -written) : written;
    } finally {
      file.openFile().endTurn();
    }
  }

  private NativeBlock staged(int count) {
    NativeBlock memory = stage;
    if (memory == null || memory.size() < count) {
      memory = NativeBlock.allocate(count);
      stage = memory;
    }
    original.copy(done, memory.pointer(), count);
    return memory;
  }

  private long failed(int error) {
    errno = error;
    return -1;
  }

  private Outcome await(Incarnation file) {
    if (!hasDeadline()) {
      bind();
      long timeout = file.timeoutNanos(Sockets.SO_SNDTIMEO);
      endAt(Deadline.after(context.ways().now(), timeout));
    }
    long pause = Backoff.FALSE_READINESS.pauseNanos(misses++);
    InterestSet set = InterestSet.of(file, Poll.POLLOUT);
    return BlockingWait.await(context.ways(), set, deadline(), pause);
  }

  /** What was written counts; an error after that is left for the next call. */
  private long ended(long part) {
    if (done > 0 || part >= 0) {
      if (interrupted) {
        Interruption.takeBack();
      }
      return done;
    }
    if (interrupted) {
      context.interrupted(file());
    }
    return GateContext.failed(errno);
  }
}
