package dev.holdline.gate;

import dev.holdline.held.Incarnation;
import dev.holdline.posix.Sockets;
import dev.holdline.selector.Deadline;
import dev.holdline.wait.Interruption;
import dev.holdline.wait.Ways;
import org.jspecify.annotations.Nullable;

/**
 * A read in parts until everything is there, or the end, an error, the timeout or an interrupt;
 * then it returns what it has. Used by one thread, once. See recv(2) MSG_WAITALL and recvmmsg(2).
 */
final class GatedReadAll {
  private final Ways ways;
  private final GatedRead read;
  private final Continuable original;
  private final long wanted;
  private final long overNanos;
  private @Nullable Incarnation takenFrom;
  private int errno;
  private boolean interrupted;

  /**
   * Begins one.
   *
   * @param read lent for this call, and given back by it
   */
  GatedReadAll(
      GateContext context,
      GatedRead read,
      int fd,
      int flags,
      long wanted,
      long overNanos,
      Continuable original) {
    this.ways = context.ways();
    this.read = read;
    this.wanted = wanted;
    this.overNanos = overNanos;
    this.original = original;
    read.begin(fd, Reading.RECV, flags & ~Sockets.MSG_WAITALL, original.length(), original);
  }

  /** Returns one of all bytes of a stream, with MSG_WAITALL. */
  static GatedReadAll ofStream(
      GateContext context, GatedRead read, int fd, int flags, Divisible original) {
    StreamPart part = new StreamPart(context.syscalls(), fd, original);
    return new GatedReadAll(context, read, fd, flags, original.length(), Deadline.NONE, part);
  }

  long run() {
    return run(null);
  }

  /**
   * Runs it as a further one of several.
   *
   * @param same what those before took something from, null for the first
   */
  long run(@Nullable Incarnation same) {
    long over = Deadline.after(ways.now(), overNanos);
    long left = overNanos;
    original.resumeAt(0, left);
    long done = 0;
    long part = read.runFirst(same, wanted > 1);
    while (part > 0) {
      done += part;
      left = Deadline.left(over, ways.now());
      if (done >= wanted || left <= 0 || original.endsHere()) {
        break;
      }
      original.resumeAt(done, left);
      part = read.runRest(original.endsAtMark());
    }
    original.finish(done, left);
    errno = read.errno();
    interrupted = read.isInterrupted();
    takenFrom = read.takenFrom();
    read.giveBack();
    if (done == 0) {
      return part < 0 ? GateContext.failed(errno) : part;
    }
    if (interrupted) {
      Interruption.takeBack();
    }
    return done;
  }

  /** Returns what it took something from, null for nothing. */
  @Nullable Incarnation takenFrom() {
    return takenFrom;
  }

  /** Returns whether an interrupt ended it. */
  boolean isInterrupted() {
    return interrupted;
  }

  /** Returns the errno of a call that failed. */
  int errno() {
    return errno;
  }
}
