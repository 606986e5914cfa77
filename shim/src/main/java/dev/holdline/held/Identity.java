package dev.holdline.held;

import dev.holdline.posix.Errno;
import dev.holdline.posix.Files;
import dev.holdline.posix.kernel.Spares;
import dev.holdline.posix.kernel.Syscalls;
import org.jspecify.annotations.Nullable;

/**
 * What tells one open file from another that got the same descriptor number: SO_COOKIE for a
 * socket, device, inode and access mode for the rest.
 *
 * @param kind what sort of file it is
 * @param first the cookie, or the device
 * @param second the inode
 * @param accessMode O_RDONLY, O_WRONLY or O_RDWR; 0 for a socket
 */
public record Identity(Kind kind, long first, long second, int accessMode) {
  /** What sort of file it is. */
  public enum Kind {
    /** A socket. */
    SOCKET,
    /** A pipe or a FIFO. */
    PIPE,
    /** A terminal, a tunnel, a random source: may wait, may time out by itself. */
    CHARACTER,
    /** A regular file, a directory, a block device: never waits. */
    FILE,
    /** A regular file by its mode that can be polled, and may wait: a message queue, trace_pipe. */
    POLLED_FILE,
    /** epoll, eventfd, timerfd and the like: they all share one inode. */
    ANONYMOUS
  }

  /** What statx(2) says, so that a look leaves no garbage. */
  private static final Spares<long[]> STATUS = new Spares<>(() -> new long[3]);

  // inode(7)
  private static final int S_IFMT = 0xF000;
  private static final int S_IFIFO = 0x1000;
  private static final int S_IFCHR = 0x2000;
  private static final int S_IFREG = 0x8000;

  /** Returns the identity of an open descriptor, null when it is not open. */
  static @Nullable Identity of(Syscalls syscalls, int fd) {
    long cookie = syscalls.socketCookie(fd);
    if (cookie >= 0) {
      return new Identity(Kind.SOCKET, cookie, 0, 0);
    }
    long[] status = new long[3];
    int flags = syscalls.statusFlags(fd);
    if (cookie == -Errno.EBADF || flags < 0 || syscalls.fileStatus(fd, status) < 0) {
      return null;
    }
    Kind kind = kind((int) status[0]);
    if ((status[0] & S_IFMT) == S_IFREG && syscalls.isPollable(fd) == 1) {
      kind = Kind.POLLED_FILE;
    }
    return new Identity(kind, status[1], status[2], flags & Files.O_ACCMODE);
  }

  private static Kind kind(int mode) {
    return switch (mode & S_IFMT) {
      case 0 -> Kind.ANONYMOUS;
      case S_IFIFO -> Kind.PIPE;
      case S_IFCHR -> Kind.CHARACTER;
      default -> Kind.FILE;
    };
  }

  /** Returns whether {@code fd} is still this open file, as far as that can be told. */
  boolean isAt(Syscalls syscalls, int fd) {
    return switch (kind) {
      case SOCKET -> syscalls.socketCookie(fd) == first;
      case FILE -> hasStatusAt(syscalls, fd); // one question: each read of a file asks it
      default -> isSameAt(syscalls, fd);
    };
  }

  private boolean isSameAt(Syscalls syscalls, int fd) {
    int flags = syscalls.statusFlags(fd);
    return flags >= 0 && (flags & Files.O_ACCMODE) == accessMode && hasStatusAt(syscalls, fd);
  }

  private boolean hasStatusAt(Syscalls syscalls, int fd) {
    long[] status = STATUS.borrow();
    boolean same =
        syscalls.fileStatus(fd, status) == 0
            && kind((int) status[0]) == kindOfMode()
            && status[1] == first
            && status[2] == second;
    STATUS.giveBack(status);
    return same;
  }

  private Kind kindOfMode() {
    return kind == Kind.POLLED_FILE ? Kind.FILE : kind;
  }

  /** Returns whether {@link #isAt} tells all files of this kind apart. */
  public boolean isVerifiable() {
    return kind != Kind.ANONYMOUS;
  }
}
