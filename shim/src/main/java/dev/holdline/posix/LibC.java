package dev.holdline.posix;

import java.nio.ByteBuffer;
import jnr.ffi.Pointer;
import jnr.ffi.annotations.In;
import jnr.ffi.annotations.Out;
import jnr.ffi.types.size_t;
import jnr.ffi.types.ssize_t;
import org.jspecify.annotations.Nullable;

/**
 * The socket calls of libc under their C names, for porters who have no interface of their own.
 *
 * <p>Load it with {@code Holdline.load(LibC.class, "c")}, or with {@code jnr.ffi.LibraryLoader} for
 * the plain calls. Each method is the function of the same name in section 2 of the Linux manual:
 * it returns what that returns, -1 with errno in {@link jnr.ffi.Runtime#getLastError()} for a
 * failure. An {@code @Out} array holds garbage beyond the bytes that were read. Thread-safe.
 */
public interface LibC {
  int socket(int domain, int type, int protocol);

  int socketpair(int domain, int type, int protocol, @Out int[] sv);

  int pipe(@Out int[] pipefd);

  int bind(int sockfd, Pointer addr, int addrlen);

  int bind(int sockfd, @In byte[] addr, int addrlen);

  int listen(int sockfd, int backlog);

  int connect(int sockfd, Pointer addr, int addrlen);

  int connect(int sockfd, @In byte[] addr, int addrlen);

  int accept(int sockfd, @Nullable Pointer addr, @Nullable Pointer addrlen);

  int accept4(int sockfd, @Nullable Pointer addr, @Nullable Pointer addrlen, int flags);

  int getsockname(int sockfd, Pointer addr, @Nullable Pointer addrlen);

  int getpeername(int sockfd, Pointer addr, @Nullable Pointer addrlen);

  int getsockopt(int sockfd, int level, int optname, @Nullable Pointer optval, Pointer optlen);

  int setsockopt(int sockfd, int level, int optname, @Nullable Pointer optval, int optlen);

  int shutdown(int sockfd, int how);

  @ssize_t
  long recv(int sockfd, @Out byte[] buf, @size_t long len, int flags);

  @ssize_t
  long recv(int sockfd, ByteBuffer buf, @size_t long len, int flags);

  @ssize_t
  long recv(int sockfd, Pointer buf, @size_t long len, int flags);

  @ssize_t
  long recvfrom(
      int sockfd,
      @Out byte[] buf,
      @size_t long len,
      int flags,
      @Nullable Pointer srcAddr,
      @Nullable Pointer addrlen);

  @ssize_t
  long recvfrom(
      int sockfd,
      Pointer buf,
      @size_t long len,
      int flags,
      @Nullable Pointer srcAddr,
      @Nullable Pointer addrlen);

  @ssize_t
  long recvmsg(int sockfd, Pointer msg, int flags);

  int recvmmsg(int sockfd, Pointer msgvec, int vlen, int flags, @Nullable Pointer timeout);

  @ssize_t
  long send(int sockfd, @In byte[] buf, @size_t long len, int flags);

  @ssize_t
  long send(int sockfd, ByteBuffer buf, @size_t long len, int flags);

  @ssize_t
  long send(int sockfd, Pointer buf, @size_t long len, int flags);

  @ssize_t
  long sendto(
      int sockfd,
      @In byte[] buf,
      @size_t long len,
      int flags,
      @Nullable Pointer destAddr,
      int addrlen);

  @ssize_t
  long sendto(
      int sockfd,
      Pointer buf,
      @size_t long len,
      int flags,
      @Nullable Pointer destAddr,
      int addrlen);

  @ssize_t
  long sendmsg(int sockfd, Pointer msg, int flags);

  @ssize_t
  long read(int fd, @Out byte[] buf, @size_t long count);

  @ssize_t
  long read(int fd, Pointer buf, @size_t long count);

  @ssize_t
  long readv(int fd, Pointer iov, int iovcnt);

  @ssize_t
  long write(int fd, @In byte[] buf, @size_t long count);

  @ssize_t
  long write(int fd, Pointer buf, @size_t long count);

  @ssize_t
  long writev(int fd, Pointer iov, int iovcnt);

  int poll(Pointer fds, long nfds, int timeout);

  int ppoll(Pointer fds, long nfds, @Nullable Pointer timeout, @Nullable Pointer sigmask);

  int select(
      int nfds,
      @Nullable Pointer readfds,
      @Nullable Pointer writefds,
      @Nullable Pointer exceptfds,
      @Nullable Pointer timeout);

  int pselect(
      int nfds,
      @Nullable Pointer readfds,
      @Nullable Pointer writefds,
      @Nullable Pointer exceptfds,
      @Nullable Pointer timeout,
      @Nullable Pointer sigmask);

  int epoll_create1(int flags);

  int epoll_ctl(int epfd, int op, int fd, @Nullable Pointer event);

  int epoll_wait(int epfd, @Nullable Pointer events, int maxevents, int timeout);

  int fcntl(int fd, int cmd, long arg);

  int ioctl(int fd, long request, @Nullable Pointer argp);

  int dup(int oldfd);

  int dup2(int oldfd, int newfd);

  int dup3(int oldfd, int newfd, int flags);

  int close(int fd);

  int close_range(int first, int last, int flags);
}
