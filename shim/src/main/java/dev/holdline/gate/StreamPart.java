package dev.holdline.gate;

import dev.holdline.posix.Sockets;
import dev.holdline.posix.kernel.Spares;
import dev.holdline.posix.kernel.StreamPeek;
import dev.holdline.posix.kernel.Syscalls;
import org.jspecify.annotations.Nullable;

/**
 * One part of a call with MSG_WAITALL on a stream. The kernel ends the whole call where a single
 * part does not show it: at the urgent mark, and on a UNIX socket behind descriptors and before the
 * bytes of another sender. So a part stops there, and says that it was the last one. See
 * MSG_WAITALL in recv(2), tcp(7) and unix(7). Used by one thread, once.
 */
final class StreamPart implements Continuable {
  private static final Spares<StreamPeek> PEEKS = new Spares<>(StreamPeek::new);

  private final Syscalls syscalls;
  private final int fd;
  private final Divisible original;
  private @Nullable StreamPeek peek; // of a UNIX socket
  private long done;
  private boolean ended;
  private int errno;

  StreamPart(Syscalls syscalls, int fd, Divisible original) {
    this.syscalls = syscalls;
    this.fd = fd;
    this.original = original;
    if (syscalls.socketOption(fd, Sockets.SO_DOMAIN) == Sockets.AF_UNIX) {
      StreamPeek own = PEEKS.borrow();
      if (own.begin(syscalls, fd)) {
        peek = own;
      } else {
        PEEKS.giveBack(own);
      }
    }
  }

  @Override
  public long call(int extraFlags) {
    if (done > 0 && syscalls.isAtMark(fd) > 0) {
      return 0;
    }
    StreamPeek own = peek;
    return own == null ? take(extraFlags) : takeUpToEnd(own, extraFlags);
  }

  private long takeUpToEnd(StreamPeek own, int extraFlags) {
    long next = own.look(syscalls, fd);
    if (next < 0) {
      errno = (int) -next;
      return -1;
    }
    if (done > 0 && (next == 0 || own.isOfAnotherSender())) {
      return 0;
    }
    own.keepSender();
    original.limit(Math.max(1, next)); // 0 is the end: the call says so
    long taken = take(extraFlags);
    ended = own.hasDescriptors() && taken >= next;
    return taken;
  }

  private long take(int extraFlags) {
    long taken = original.call(extraFlags);
    errno = taken < 0 ? original.errno() : 0;
    return taken;
  }

  @Override
  public int errno() {
    return errno;
  }

  @Override
  public boolean endsHere() {
    return ended;
  }

  @Override
  public boolean endsAtMark() {
    return true;
  }

  @Override
  public long length() {
    return original.length();
  }

  @Override
  public void resumeAt(long bytes, long leftNanos) {
    done = bytes;
    original.resumeAt(bytes, leftNanos);
  }

  @Override
  public void finish(long bytes, long leftNanos) {
    original.finish(bytes, leftNanos);
    StreamPeek own = peek;
    if (own != null) {
      peek = null;
      PEEKS.giveBack(own); // one whose call threw is left to the garbage collector
    }
  }
}
