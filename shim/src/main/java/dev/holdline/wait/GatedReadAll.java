package dev.holdline.wait;

import dev.holdline.posix.Sockets;
import org.jspecify.annotations.Nullable;

/**
 * A read in parts until everything is there, or the end, an error, the timeout or an interrupt;
 * then it returns what it has. Used by one thread, once. See recv(2) MSG_WAITALL and recvmmsg(2).
 */
final class GatedReadAll {
  private final Gate gate;
  private final GatedRead read;
  private final Continuable original;
  private final long wanted;
  private final long overNanos;
  private @Nullable Descriptor takenFrom;
  private int errno;
  private boolean interrupted;

  GatedReadAll(Gate gate, int fd, int flags, long wanted, long overNanos, Continuable original) {
    this.gate = gate;
    this.wanted = wanted;
    this.overNanos = overNanos;
    this.original = original;
    this.read = gate.borrowRead();
    read.begin(fd, Reading.RECV, flags & ~Sockets.MSG_WAITALL, original.length(), original);
  }

  long run() {
    return run(null);
  }

  /**
   * Runs it as a further one of several.
   *
   * @param same what those before took something from, null for the first
   */
  long run(@Nullable Descriptor same) {
    long over = Deadline.after(gate.waits().now(), overNanos);
    long left = overNanos;
    original.resumeAt(0, left);
    long done = 0;
    long part = read.runFirst(same, wanted > 1);
    while (part > 0) {
      done += part;
      left = Deadline.left(over, gate.waits().now());
      if (done >= wanted || left <= 0 || original.endsHere()) {
        break;
      }
      original.resumeAt(done, left);
      part = read.runOn(original.endsAtMark());
    }
    original.finish(done, left);
    errno = read.errno();
    interrupted = read.isInterrupted();
    takenFrom = read.takenFrom();
    gate.giveBack(read);
    if (done == 0) {
      return part < 0 ? Gate.failed(errno) : part;
    }
    if (interrupted) {
      Interruption.takeBack();
    }
    return done;
  }

  /** Returns what it took something from, null for nothing. */
  @Nullable Descriptor takenFrom() {
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
