package dev.holdline.posix.kernel;

import dev.holdline.posix.Files;

/**
 * What Holdline itself asks of the kernel. Failures are returned as {@code -errno}, never thrown,
 * so errno cannot get lost between a call and its use. Thread-safe.
 *
 * <p>None of these calls blocks, but {@link #poll} and {@link #epollWait} within their timeout. All
 * descriptors made here are close-on-exec.
 */
public interface Syscalls {
  /** epoll_create1(2). Returns a descriptor or {@code -errno}. */
  int epollCreate();

  /** epoll_ctl(2) with {@code tag} as the event's data. Returns 0 or {@code -errno}. */
  int epollCtl(int epfd, int operation, int fd, int events, long tag);

  /**
   * epoll_wait(2) into {@code maxEvents} structs at {@code events}.
   *
   * @param timeoutMillis at least 0: there is no wait without an end here
   * @return the number of events or {@code -errno}
   */
  int epollWait(int epfd, NativeBlock events, int maxEvents, int timeoutMillis);

  /** eventfd(2), non-blocking. Returns a descriptor or {@code -errno}. */
  int eventfd();

  /** Adds one to an eventfd. Returns 0 or {@code -errno}. */
  int eventfdSignal(int eventfd);

  /** Sets an eventfd back to zero. Returns 0 or {@code -errno}. */
  int eventfdDrain(int eventfd);

  /**
   * poll(2) or ppoll(2) on the first {@code count} entries of a set.
   *
   * @param timeoutNanos at least 0; what is beyond whole milliseconds may be left for another call
   * @return the number of ready descriptors or {@code -errno}
   */
  int poll(PollSet set, int count, long timeoutNanos);

  /**
   * ppoll(2) on one descriptor without waiting. Returns the bits that are set or {@code -errno}.
   */
  int look(int fd, int events);

  /** fcntl(2) F_GETFL. Returns the status flags or {@code -errno}. */
  int statusFlags(int fd);

  /** fcntl(2) F_SETFL. Returns 0 or {@code -errno}. */
  int setStatusFlags(int fd, int flags);

  /** getsockopt(2) at SOL_SOCKET of an int option. Returns its value or {@code -errno}. */
  int socketOption(int fd, int option);

  /** SO_RCVTIMEO or SO_SNDTIMEO in nanoseconds, 0 for none, or {@code -errno}. See socket(7). */
  long socketTimeoutNanos(int fd, int option);

  /** SO_COOKIE: the kernel's number of this socket, never used again; or {@code -errno}. */
  long socketCookie(int fd);

  /**
   * statx(2) of an open descriptor: the type and mode, the device and the inode, in this order.
   *
   * @param status receives the three values
   * @return 0 or {@code -errno}
   */
  int fileStatus(int fd, long[] status);

  /**
   * Whether an open file can be polled, as epoll_ctl(2) tells: what cannot never waits. A message
   * queue and trace_pipe can, though statx(2) calls them regular files. Returns 1 or 0, or {@code
   * -errno} when that cannot be asked.
   */
  int isPollable(int fd);

  /** fstatfs(2): the type of the file system, one of {@link Files}, or {@code -errno}. */
  long fileSystem(int fd);

  /** ioctl(2) FIONREAD: bytes that can be read now, or {@code -errno}. */
  int bytesAvailable(int fd);

  /**
   * Returns how a read(2) of a terminal waits, as a {@link TerminalMode}; {@code -errno} for what
   * is no terminal.
   */
  int terminalMode(int fd);

  /**
   * Whether this is the controlling terminal of the process, which is in its background: a read(2)
   * is answered at once, with SIGTTIN or EIO. Returns 1 or 0.
   */
  int isBackground(int fd);

  /**
   * Returns how many bytes a read(2) of an anonymous inode must have room for, or the kernel
   * answers EINVAL at once: {@link Integer#MAX_VALUE} for an epoll, which cannot be read at all.
   * Told by its name in proc(5); 0 for others and where that is not mounted.
   */
  int smallestRead(int fd);

  /**
   * Size of the process's table of descriptors: select(2) passes over what is beyond it. Returns it
   * or {@code -errno}.
   */
  int fdTableSize();

  /**
   * read(2) or readv(2), but never waits: recvmsg(2) with MSG_DONTWAIT on a socket, preadv2(2) with
   * RWF_NOWAIT elsewhere, which only some kinds of files know.
   *
   * @param vector address of {@code count} structs iovec
   * @return the number of bytes, 0 at the end, or {@code -errno}: {@code -EAGAIN} where read(2)
   *     would wait, {@code -EOPNOTSUPP} where it cannot be told not to
   */
  long readNow(int fd, boolean socket, long vector, int count);

  /**
   * recvmsg(2).
   *
   * @param header begins with a struct msghdr, whose addresses the caller keeps alive
   * @param flags with MSG_DONTWAIT
   * @return the number of bytes, 0 at the end, or {@code -errno}
   */
  long receive(int fd, NativeBlock header, int flags);

  /**
   * Counts bytes of a TCP stream, also those behind the urgent mark, where FIONREAD stops.
   *
   * @param most how far to count
   * @return the number of bytes, 0 also at the end, or {@code -errno}
   */
  long countBytes(int fd, long most);

  /**
   * ioctl(2) SIOCATMARK, see sockatmark(3): 1 when the next byte is the one behind the urgent mark,
   * else 0 or {@code -errno}.
   */
  int isAtMark(int fd);

  /** readv(2). Returns the number of bytes or {@code -errno}. */
  long readv(int fd, long vector, int count);

  /** send(2). Returns the number of bytes taken or {@code -errno}. */
  long send(int fd, NativeBlock bytes, long length, int flags);

  /** write(2). Returns the number of bytes taken or {@code -errno}. */
  long write(int fd, NativeBlock bytes, long length);

  /** clock_gettime(2) CLOCK_BOOTTIME: nanoseconds, also of the time while the system slept. */
  long bootNanos();

  /** close(2). Returns 0 or {@code -errno}. */
  int close(int fd);
}
