package dev.holdline.wait;

import dev.holdline.posix.Errno;
import dev.holdline.posix.Files;
import dev.holdline.posix.Poll;
import dev.holdline.posix.Sockets;
import dev.holdline.posix.kernel.NativeBlock;
import dev.holdline.posix.kernel.Syscalls;
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
final class GatedWrite {
  private static final int PART = 64 * 1024;

  private final Gate gate;
  private final Syscalls syscalls;
  private final int fd;
  private final int flags;
  private final boolean send;
  private final Outgoing original;

  private boolean begun;
  private long deadline = Deadline.NONE;
  private final Backoff backoff = new Backoff();
  private long done;
  private @Nullable Descriptor sentTo; // who has the first part
  private int errno;
  private boolean interrupted; // not woken, which is EINTR, too
  private @Nullable NativeBlock stage;

  GatedWrite(Gate gate, int fd, int flags, boolean send, Outgoing original) {
    this.gate = gate;
    this.syscalls = gate.syscalls();
    this.fd = fd;
    this.flags = flags;
    this.send = send;
    this.original = original;
  }

  long run() {
    long length = original.length();
    if (send && length >= 0 && isSent(length)) {
      return errno == 0 ? done : Gate.failed(errno);
    }
    // What was recycled before is the caller's own; what comes after the first part is not.
    Descriptor descriptor = done > 0 ? sentTo : gate.verified(fd);
    if (descriptor == null || !mayWait(descriptor)) {
      return done > 0 ? done : original.call(0);
    }
    boolean whole = descriptor.isSocket() && !gate.isStream(fd);
    if (whole && done > 0) {
      return done;
    }
    while (true) {
      if (descriptor.passage().isRetired()) {
        Descriptor successor = gate.successor(descriptor, begun || done > 0);
        if (successor == null) {
          return ended(descriptor, failed(Errno.EBADF));
        }
        descriptor = successor;
      }
      long part = attempt(descriptor, length, whole);
      if (part > 0) {
        done += part;
        backoff.reset();
      }
      if (part >= 0 ? done >= length || whole : errno != Errno.EAGAIN) {
        return ended(descriptor, part);
      }
      if (part < 0) {
        Outcome outcome = await(descriptor);
        if (outcome != Outcome.READY && !descriptor.passage().isRetired()) {
          errno = errno(outcome);
          interrupted = outcome == Outcome.INTERRUPTED;
          return ended(descriptor, -1);
        }
      }
    }
  }

  /**
   * Sends what fits, which is mostly all; for that, nothing has to be known of the descriptor.
   * Returns whether the call is answered.
   */
  private boolean isSent(long length) {
    Descriptor descriptor = gate.descriptor(fd);
    if (descriptor == null || !descriptor.passage().enter()) {
      return false;
    }
    try {
      long sent = callWithoutWait();
      done = Math.max(0, sent);
      boolean partly = sent > 0 && sent < length;
      sentTo = partly ? gate.verified(fd) : null; // now: a close waits for who is inside
      return sent >= 0 ? !partly : errno != Errno.EAGAIN;
    } finally {
      descriptor.passage().exit();
    }
  }

  private boolean mayWait(Descriptor descriptor) {
    int status = descriptor.file().statusFlags(syscalls, fd);
    boolean waits = descriptor.isSocket() || descriptor.identity().kind() == Identity.Kind.PIPE;
    return waits
        && (descriptor.isSocket() || !send)
        && status >= 0
        && (status & Files.O_NONBLOCK) == 0
        && (status & Files.O_ACCMODE) != Files.O_RDONLY
        && original.length() >= 0;
  }

  /** Writes what can be written at once; -1 with errno EAGAIN for nothing. */
  private long attempt(Descriptor descriptor, long length, boolean whole) {
    if (!descriptor.passage().enter()) {
      return failed(descriptor.passage().isRetired() ? Errno.EAGAIN : Errno.EBADF);
    }
    try {
      if (send && done == 0) {
        return callWithoutWait();
      }
      return descriptor.isSocket()
          ? attemptSend(descriptor, whole ? length : Math.min(length - done, PART))
          : attemptPipe(descriptor, Math.min(length - done, Files.PIPE_BUF));
    } finally {
      descriptor.passage().exit();
    }
  }

  private long callWithoutWait() {
    long sent = original.call(Sockets.MSG_DONTWAIT);
    return sent < 0 ? failed(original.errno()) : sent;
  }

  private long attemptSend(Descriptor descriptor, long count) {
    NativeBlock bytes = staged((int) count);
    if (done > 0 && isBroken()) {
      return failed(Errno.EPIPE); // what was sent counts: to ask would take the error from the next
    }
    // Staged, so copied: the stage is used again. And one call is notified of once.
    int staged = flags & ~Sockets.MSG_ZEROCOPY;
    long sent = syscalls.send(fd, bytes, count, staged | Sockets.MSG_DONTWAIT);
    if (done > 0 && sent < 0 && sent != -Errno.EPIPE && takesAlong((int) -sent)) {
      descriptor.file().leaveError((int) -sent); // taken all the same: an ICMP error, say
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

  private long attemptPipe(Descriptor descriptor, long count) {
    if (!descriptor.file().takeTurn()) {
      return failed(Errno.EAGAIN);
    }
    try {
      if (syscalls.look(fd, Poll.POLLOUT) == 0) {
        return failed(Errno.EAGAIN);
      }
      long written = syscalls.write(fd, staged((int) count), count);
      return written < 0 ? failed((int) -written) : written;
    } finally {
      descriptor.file().endTurn();
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

  private Outcome await(Descriptor descriptor) {
    if (!begun) {
      begun = true;
      long timeout = descriptor.timeoutNanos(Sockets.SO_SNDTIMEO);
      deadline = Deadline.after(gate.waits().now(), timeout);
    }
    long pause = backoff.pauseNanos();
    backoff.miss();
    WaitSet set = WaitSet.of(descriptor, Poll.POLLOUT);
    return gate.waits().await(set, deadline, pause);
  }

  private static int errno(Outcome outcome) {
    return switch (outcome) {
      case INTERRUPTED, WOKEN -> Errno.EINTR;
      case CLOSED, REFUSED -> Errno.EBADF;
      default -> Errno.EAGAIN;
    };
  }

  /** What was written counts; an error after that is left for the next call. */
  private long ended(Descriptor descriptor, long part) {
    if (done > 0 || part >= 0) {
      if (interrupted) {
        Interruption.takeBack();
      }
      return done;
    }
    return interrupted ? gate.interrupted(descriptor) : Gate.failed(errno);
  }
}
