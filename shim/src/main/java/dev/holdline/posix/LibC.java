package dev.holdline.posix;

import java.nio.ByteBuffer;
import jnr.ffi.Pointer;
import jnr.ffi.annotations.In;
import jnr.ffi.types.size_t;
import jnr.ffi.types.ssize_t;
import org.jspecify.annotations.Nullable;

/**
 * The calls of libc on descriptors under their C names, for porters who have no interface of their
 * own. Load it with {@code Holdline.load(LibC.class, "c")}, or with {@code jnr.ffi.LibraryLoader}
 * for the plain calls. Thread-safe.
 *
 * <p>Each method is the function of the same name in the Linux manual, in the section that stands
 * behind its description: it takes and returns what that does.
 *
 * <h2>errno</h2>
 *
 * <p>A failure is -1, and {@link PosixError#last()} or {@link Errno#last()} says why; {@code
 * jnr.ffi.Runtime.getLastError()} and {@code jnr.ffi.LastError} read the same number. Read it in
 * the Java method that made the call, right after it:
 *
 * <pre>{@code
 * long n = c.recv(fd, buf, buf.length, 0);
 * int errno = n < 0 ? Errno.last() : 0; // here
 * log.debug("recv: {}", n); // not behind this
 * }</pre>
 *
 * <p>JNR-FFI keeps errno per operating-system thread. A virtual thread that parked resumes on
 * another one, where that number is somebody else's. So whatever may park between the call and the
 * read loses it: a lock, a log line, any input or output, {@code sleep}, another gated call. On a
 * platform thread only another native call replaces it. A gated call itself may park as it likes:
 * it sets errno last. A call that succeeds leaves errno undefined.
 *
 * <h2>Buffers and structs</h2>
 *
 * <p>An array is copied to native memory for the call and back after it, so that what the call does
 * not write stays as it was, as in C. (Declared with {@code @Out}, as in interfaces of your own, it
 * is copied back only: beyond the bytes that were read, and after a failure, it holds garbage.) A
 * {@link ByteBuffer} counts from its position, which the call does not move; a direct one is not
 * copied. A {@link Pointer} is memory that is not copied either; only its address is passed: see
 * {@link NativeMemory}. {@link Sockaddr}, {@link Timeval}, {@link Timespec}, {@link Pollfds},
 * {@link EpollEvents} and {@link FdSet} build what C has structs for; {@link Sockets}, {@link
 * Files}, {@link Poll} and {@link Epoll} have the constants.
 */
public interface LibC {
  /** Makes a socket; returns its descriptor. socket(2). */
  int socket(int domain, int type, int protocol);

  /** Makes two sockets that are connected to each other. socketpair(2). */
  int socketpair(int domain, int type, int protocol, int[] sv);

  /** Makes a pipe: what is written to the second descriptor is read from the first. pipe(2). */
  int pipe(int[] pipefd);

  /** Makes a pipe, with {@code O_CLOEXEC} or {@code O_NONBLOCK}. pipe2(2). */
  int pipe2(int[] pipefd, int flags);

  /** Makes a counter that can be waited for. eventfd(2). */
  int eventfd(int initval, int flags);

  /**
   * Opens a file; returns its descriptor. To open a FIFO waits for its other end, in the kernel: it
   * is not gated. open(2).
   */
  int open(@In String pathname, int flags);

  /**
   * Opens a file, and makes it with the permissions of {@code mode} if {@code O_CREAT} is given.
   * open(2).
   */
  int open(@In String pathname, int flags, int mode);

  /** Gives a socket an address of its own. bind(2). */
  int bind(int sockfd, Pointer addr, int addrlen);

  /** Gives a socket an address of its own, from {@link Sockaddr}. bind(2). */
  int bind(int sockfd, @In byte[] addr, int addrlen);

  /** Has a socket take connections, of which {@code backlog} may wait for accept. listen(2). */
  int listen(int sockfd, int backlog);

  /** Connects a socket to an address; waits until it is connected. connect(2). */
  int connect(int sockfd, Pointer addr, int addrlen);

  /** Connects a socket to an address, from {@link Sockaddr}. connect(2). */
  int connect(int sockfd, @In byte[] addr, int addrlen);

  /**
   * Waits for a connection; returns its descriptor. {@code addr} and {@code addrlen} are null, or
   * receive the peer's address: {@link Sockaddr#STORAGE_SIZE} bytes, and an int that says so.
   * accept(2).
   */
  int accept(int sockfd, @Nullable Pointer addr, @Nullable Pointer addrlen);

  /** Like accept, with {@code SOCK_NONBLOCK} or {@code SOCK_CLOEXEC}. accept4(2). */
  int accept4(int sockfd, @Nullable Pointer addr, @Nullable Pointer addrlen, int flags);

  /** Writes the address of a socket's own end. getsockname(2). */
  int getsockname(int sockfd, Pointer addr, @Nullable Pointer addrlen);

  /** Writes the address of a socket's own end, and how long it is. getsockname(2). */
  int getsockname(int sockfd, byte[] addr, int[] addrlen);

  /** Writes the address a socket is connected to. getpeername(2). */
  int getpeername(int sockfd, Pointer addr, @Nullable Pointer addrlen);

  /** Writes the address a socket is connected to, and how long it is. getpeername(2). */
  int getpeername(int sockfd, byte[] addr, int[] addrlen);

  /** Reads an option of a socket. getsockopt(2). */
  int getsockopt(int sockfd, int level, int optname, @Nullable Pointer optval, Pointer optlen);

  /**
   * Reads an option of a socket that is one int, or several; {@code optlen} in bytes.
   * getsockopt(2).
   */
  int getsockopt(int sockfd, int level, int optname, int[] optval, int[] optlen);

  /** Sets an option of a socket. setsockopt(2). */
  int setsockopt(int sockfd, int level, int optname, @Nullable Pointer optval, int optlen);

  /** Sets an option of a socket that is a struct, for example a {@link Timeval}. setsockopt(2). */
  int setsockopt(int sockfd, int level, int optname, @In byte[] optval, int optlen);

  /**
   * Sets an option of a socket that is one int, or several; {@code optlen} in bytes. setsockopt(2).
   */
  int setsockopt(int sockfd, int level, int optname, @In int[] optval, int optlen);

  /** Ends one direction of a connection, or both. shutdown(2). */
  int shutdown(int sockfd, int how);

  /** Receives from a socket; waits for data. Returns how many bytes, 0 at the end. recv(2). */
  @ssize_t
  long recv(int sockfd, byte[] buf, @size_t long len, int flags);

  /** Receives from a socket into a buffer, from its position. recv(2). */
  @ssize_t
  long recv(int sockfd, ByteBuffer buf, @size_t long len, int flags);

  /** Receives from a socket into memory. recv(2). */
  @ssize_t
  long recv(int sockfd, Pointer buf, @size_t long len, int flags);

  /**
   * Receives from a socket, and who sent it: {@code srcAddr} and {@code addrlen} are null, or as
   * those of accept. recvfrom(2).
   */
  @ssize_t
  long recvfrom(
      int sockfd,
      byte[] buf,
      @size_t long len,
      int flags,
      @Nullable Pointer srcAddr,
      @Nullable Pointer addrlen);

  /** Receives from a socket into a buffer, from its position, and who sent it. recvfrom(2). */
  @ssize_t
  long recvfrom(
      int sockfd,
      ByteBuffer buf,
      @size_t long len,
      int flags,
      @Nullable Pointer srcAddr,
      @Nullable Pointer addrlen);

  /** Receives from a socket into memory, and who sent it. recvfrom(2). */
  @ssize_t
  long recvfrom(
      int sockfd,
      Pointer buf,
      @size_t long len,
      int flags,
      @Nullable Pointer srcAddr,
      @Nullable Pointer addrlen);

  /** Receives into the buffers of a struct msghdr, with control data. recvmsg(2). */
  @ssize_t
  long recvmsg(int sockfd, Pointer msg, int flags);

  /** Receives several messages into an array of struct mmsghdr; returns how many. recvmmsg(2). */
  int recvmmsg(int sockfd, Pointer msgvec, int vlen, int flags, @Nullable Pointer timeout);

  /** Sends on a socket. Returns how many bytes were taken. send(2). */
  @ssize_t
  long send(int sockfd, @In byte[] buf, @size_t long len, int flags);

  /** Sends from a buffer, from its position. send(2). */
  @ssize_t
  long send(int sockfd, ByteBuffer buf, @size_t long len, int flags);

  /** Sends from memory. send(2). */
  @ssize_t
  long send(int sockfd, Pointer buf, @size_t long len, int flags);

  /** Sends to an address, null for where the socket is connected to. sendto(2). */
  @ssize_t
  long sendto(
      int sockfd,
      @In byte[] buf,
      @size_t long len,
      int flags,
      @Nullable Pointer destAddr,
      int addrlen);

  /** Sends from a buffer, from its position, to an address. sendto(2). */
  @ssize_t
  long sendto(
      int sockfd,
      ByteBuffer buf,
      @size_t long len,
      int flags,
      @Nullable Pointer destAddr,
      int addrlen);

  /** Sends from memory to an address. sendto(2). */
  @ssize_t
  long sendto(
      int sockfd,
      Pointer buf,
      @size_t long len,
      int flags,
      @Nullable Pointer destAddr,
      int addrlen);

  /** Sends the buffers of a struct msghdr, with control data. sendmsg(2). */
  @ssize_t
  long sendmsg(int sockfd, Pointer msg, int flags);

  /** Reads from a descriptor; waits for data. Returns how many bytes, 0 at the end. read(2). */
  @ssize_t
  long read(int fd, byte[] buf, @size_t long count);

  /** Reads into a buffer, from its position. read(2). */
  @ssize_t
  long read(int fd, ByteBuffer buf, @size_t long count);

  /** Reads into memory. read(2). */
  @ssize_t
  long read(int fd, Pointer buf, @size_t long count);

  /** Reads into several buffers, an array of struct iovec. readv(2). */
  @ssize_t
  long readv(int fd, Pointer iov, int iovcnt);

  /** Writes to a descriptor. Returns how many bytes were taken. write(2). */
  @ssize_t
  long write(int fd, @In byte[] buf, @size_t long count);

  /** Writes from a buffer, from its position. write(2). */
  @ssize_t
  long write(int fd, ByteBuffer buf, @size_t long count);

  /** Writes from memory. write(2). */
  @ssize_t
  long write(int fd, Pointer buf, @size_t long count);

  /** Writes from several buffers, an array of struct iovec. writev(2). */
  @ssize_t
  long writev(int fd, Pointer iov, int iovcnt);

  /** Waits for several descriptors, see {@link Pollfds}; returns how many are ready. poll(2). */
  int poll(Pointer fds, long nfds, int timeout);

  /** Like poll, with a {@link Timespec} and a set of signals. ppoll(2). */
  int ppoll(Pointer fds, long nfds, @Nullable Pointer timeout, @Nullable Pointer sigmask);

  /**
   * Waits for the descriptors of an {@link FdSet} or three, within a {@link Timeval}; overwrites
   * all four. select(2).
   */
  int select(
      int nfds,
      @Nullable Pointer readfds,
      @Nullable Pointer writefds,
      @Nullable Pointer exceptfds,
      @Nullable Pointer timeout);

  /** Like select, with a {@link Timespec}, which it leaves, and a set of signals. pselect(2). */
  int pselect(
      int nfds,
      @Nullable Pointer readfds,
      @Nullable Pointer writefds,
      @Nullable Pointer exceptfds,
      @Nullable Pointer timeout,
      @Nullable Pointer sigmask);

  /** Makes an epoll; returns its descriptor. epoll_create1(2). */
  int epoll_create1(int flags);

  /** Has an epoll watch a descriptor, watch it otherwise, or forget it. epoll_ctl(2). */
  int epoll_ctl(int epfd, int op, int fd, @Nullable Pointer event);

  /** Waits for what an epoll watches, see {@link EpollEvents}; returns how many. epoll_wait(2). */
  int epoll_wait(int epfd, @Nullable Pointer events, int maxevents, int timeout);

  /** Like epoll_wait, with a set of signals. epoll_pwait(2). */
  int epoll_pwait(
      int epfd, @Nullable Pointer events, int maxevents, int timeout, @Nullable Pointer sigmask);

  /** Like epoll_pwait, with a {@link Timespec}; glibc has it from 2.35 on. epoll_pwait2(2). */
  int epoll_pwait2(
      int epfd,
      @Nullable Pointer events,
      int maxevents,
      @Nullable Pointer timeout,
      @Nullable Pointer sigmask);

  /** Asks or sets the flags of a descriptor, or duplicates it. fcntl(2). */
  int fcntl(int fd, int cmd, long arg);

  /** Asks a device or a socket for something of its own. ioctl(2). */
  int ioctl(int fd, long request, @Nullable Pointer argp);

  /** Makes one more descriptor of the same open file. dup(2). */
  int dup(int oldfd);

  /** Makes a certain number a descriptor of the same open file; closes what it was. dup2(2). */
  int dup2(int oldfd, int newfd);

  /** Like dup2, with {@code O_CLOEXEC}. dup3(2). */
  int dup3(int oldfd, int newfd, int flags);

  /** Closes a descriptor. close(2). */
  int close(int fd);

  /** Closes all descriptors from one to another; glibc has it from 2.34 on. close_range(2). */
  int close_range(int first, int last, int flags);
}
