package dev.holdline.posix.binding;

import dev.holdline.posix.LibC;
import dev.holdline.posix.kernel.JnrSyscalls;

/**
 * The libc functions behind {@link JnrSyscalls}, under their C names. Public only because JNR-FFI
 * implements it at run time; not for porters, who use {@link LibC}.
 *
 * <p>{@code fcntl} and {@code ioctl} are variadic in C. Linux passes their third argument in the
 * same register either way on x86-64 and on aarch64, and JNR's variadic calls are slower.
 */
public interface Binding {
  int epoll_create1(int flags);

  int epoll_ctl(int epfd, int op, int fd, long event);

  int epoll_wait(int epfd, long events, int maxevents, int timeout);

  int eventfd(int initval, int flags);

  long read(int fd, long buf, long count);

  long write(int fd, long buf, long count);

  long recv(int fd, long buf, long len, int flags);

  long recvmsg(int fd, long msg, int flags);

  long readv(int fd, long iov, int iovcnt);

  long preadv2(int fd, long iov, int iovcnt, long offset, int flags);

  long send(int fd, long buf, long len, int flags);

  int poll(long fds, long nfds, int timeout);

  int ppoll(long fds, long nfds, long timeout, long sigmask);

  int fcntl(int fd, int cmd, long arg);

  int ioctl(int fd, long request, long arg);

  int getsockopt(int fd, int level, int optname, long optval, long optlen);

  int statx(int dirfd, long pathname, int flags, int mask, long statxbuf);

  int fstatfs(int fd, long buf);

  int tcgetattr(int fd, long termios);

  int getpgrp();

  int clock_gettime(int clock, long timespec);

  int close(int fd);
}
