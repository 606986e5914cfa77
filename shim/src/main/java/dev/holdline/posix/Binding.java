package dev.holdline.posix;

import jnr.ffi.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * The libc functions behind {@link JnrSyscalls}, under their C names. Public only because JNR-FFI
 * implements it at run time; not for porters, who use {@link LibC}.
 *
 * <p>{@code fcntl} and {@code ioctl} are variadic in C. Linux passes their third argument in the
 * same register either way on x86-64 and on aarch64, and JNR's variadic calls are slower.
 */
public interface Binding {
  int epoll_create1(int flags);

  int epoll_ctl(int epfd, int op, int fd, Pointer event);

  int epoll_wait(int epfd, Pointer events, int maxevents, int timeout);

  int eventfd(int initval, int flags);

  long read(int fd, Pointer buf, long count);

  long write(int fd, Pointer buf, long count);

  long send(int fd, Pointer buf, long len, int flags);

  int ppoll(Pointer fds, long nfds, Pointer timeout, @Nullable Pointer sigmask);

  int fcntl(int fd, int cmd, long arg);

  int ioctl(int fd, long request, Pointer arg);

  int getsockopt(int fd, int level, int optname, Pointer optval, Pointer optlen);

  int statx(int dirfd, Pointer pathname, int flags, int mask, Pointer statxbuf);

  int tcgetattr(int fd, Pointer termios);

  int close(int fd);
}
