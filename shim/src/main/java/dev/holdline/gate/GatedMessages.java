package dev.holdline.gate;

import dev.holdline.held.Incarnation;
import dev.holdline.held.OpenFile;
import dev.holdline.posix.Errno;
import dev.holdline.posix.Sockets;
import dev.holdline.posix.kernel.Spares;
import dev.holdline.selector.Deadline;
import dev.holdline.wait.Interruption;
import org.jspecify.annotations.Nullable;

/**
 * recvmmsg with MSG_WAITALL on a stream: as the kernel does, it fills one message after the other,
 * each as a whole, and looks at the timeout and MSG_WAITFORONE after each. Used by one thread,
 * once. See recvmmsg(2).
 */
final class GatedMessages {
  private final GateContext context;
  private final Spares<GatedRead> reads;
  private final int fd;
  private final int flags;
  private final long overNanos;
  private final MessageVector vector;
  private @Nullable Incarnation takenFrom;
  private int errno;
  private boolean interrupted;

  GatedMessages(
      GateContext context,
      Spares<GatedRead> reads,
      int fd,
      int flags,
      long overNanos,
      MessageVector vector) {
    this.context = context;
    this.reads = reads;
    this.fd = fd;
    this.flags = flags;
    this.overNanos = overNanos;
    this.vector = vector;
  }

  long run() {
    boolean forOne = (flags & Sockets.MSG_WAITFORONE) != 0;
    long over = Deadline.after(context.ways().now(), overNanos);
    long left = overNanos;
    long done = 0;
    while (take(done)) {
      done++;
      left = Deadline.left(over, context.ways().now());
      if (done == vector.count() || left <= 0 || forOne) {
        break;
      }
    }
    if (done == 0) {
      return GateContext.failed(errno);
    }
    if (forOne && done < vector.count() && left > 0) {
      done += takeRest(done);
    }
    vector.finish(done, left);
    leaveError();
    return done;
  }

  private boolean take(long index) {
    GatedReadAll message =
        GatedReadAll.ofStream(context, reads.borrow(), fd, flags, vector.message(index));
    long bytes = message.run(takenFrom);
    if (bytes < 0) {
      errno = message.errno();
      interrupted = message.isInterrupted();
      return false;
    }
    takenFrom = message.takenFrom();
    vector.took(index, bytes);
    return true;
  }

  /** Takes what is there, unless the number is not that of the same file any more. */
  private long takeRest(long index) {
    takenFrom = takenFrom == null ? null : context.same(takenFrom);
    Incarnation same = takenFrom;
    if (same == null || !same.passage().enter()) {
      return 0;
    }
    try {
      return takeRestInTurn(same.openFile(), index);
    } finally {
      same.passage().exit();
    }
  }

  /** In turn, so that a call that has looked does not find less than it saw. */
  private long takeRestInTurn(OpenFile file, long index) {
    if (!file.takeTurn()) {
      return 0; // as if nothing were there
    }
    try {
      long taken = vector.takeRest(index);
      file.countTaken();
      errno = taken < 0 ? vector.errno() : 0;
      return Math.max(0, taken);
    } finally {
      file.endTurn();
    }
  }

  /** The error of a call that has messages already is the next one's. */
  private void leaveError() {
    if (interrupted) {
      Interruption.takeBack();
    } else if (errno != Errno.EINTR
        && errno != 0
        && errno != Errno.EAGAIN
        && errno != Errno.EBADF
        && takenFrom != null) {
      takenFrom.openFile().leaveError(errno);
    }
  }
}
