package dev.holdline.posix.abi;

/**
 * Sizes and offsets, in bytes, of the C structs Holdline reads and writes. Linux with glibc, LP64.
 *
 * <p>x86-64 and aarch64 agree in all of them but {@code epoll_event}, which is packed on x86-64
 * only: see {@link #EPOLL_EVENT_SIZE}.
 */
public final class Layout {
  // struct pollfd, poll(2)
  public static final int POLLFD_SIZE = 8;
  public static final int POLLFD_FD = 0;
  public static final int POLLFD_EVENTS = 4;
  public static final int POLLFD_REVENTS = 6;

  // struct timespec, timespec(3type)
  public static final int TIMESPEC_SIZE = 16;
  public static final int TIMESPEC_SEC = 0;
  public static final int TIMESPEC_NSEC = 8;

  // struct timeval, timeval(3type)
  public static final int TIMEVAL_SIZE = 16;
  public static final int TIMEVAL_SEC = 0;
  public static final int TIMEVAL_USEC = 8;

  // struct iovec, readv(2)
  public static final int IOVEC_SIZE = 16;
  public static final int IOVEC_BASE = 0;
  public static final int IOVEC_LEN = 8;

  // struct msghdr, recvmsg(2)
  public static final int MSGHDR_SIZE = 56;
  public static final int MSGHDR_NAME = 0;
  public static final int MSGHDR_NAMELEN = 8;
  public static final int MSGHDR_IOV = 16;
  public static final int MSGHDR_IOVLEN = 24;
  public static final int MSGHDR_CONTROL = 32;
  public static final int MSGHDR_CONTROLLEN = 40;
  public static final int MSGHDR_FLAGS = 48;

  // struct mmsghdr, recvmmsg(2)
  public static final int MMSGHDR_SIZE = 64;
  public static final int MMSGHDR_LEN = 56;

  // fd_set, select(2): an array of unsigned long
  public static final int FD_SET_WORD_BITS = 64;

  public static final int FD_SETSIZE = 1024; // descriptors, in an fd_set of 128 bytes

  // The family, at the beginning of each struct sockaddr
  public static final int SOCKADDR_FAMILY = 0;

  // struct sockaddr_in, ip(7)
  public static final int SOCKADDR_IN_SIZE = 16;
  public static final int SOCKADDR_IN_PORT = 2;
  public static final int SOCKADDR_IN_ADDR = 4;

  // struct sockaddr_in6, ipv6(7)
  public static final int SOCKADDR_IN6_SIZE = 28;
  public static final int SOCKADDR_IN6_PORT = 2;
  public static final int SOCKADDR_IN6_ADDR = 8;
  public static final int SOCKADDR_IN6_SCOPE_ID = 24;

  // struct sockaddr_un, unix(7)
  public static final int SOCKADDR_UN_SIZE = 110;
  public static final int SOCKADDR_UN_PATH = 2;

  // struct sockaddr_storage, sockaddr(3type)
  public static final int SOCKADDR_STORAGE_SIZE = 128;

  // struct statx, statx(2): the same on every architecture
  public static final int STATX_SIZE = 256;
  public static final int STATX_MODE = 28;
  public static final int STATX_INO = 32;
  public static final int STATX_DEV_MAJOR = 136;
  public static final int STATX_DEV_MINOR = 140;

  // struct statfs, statfs(2)
  public static final int STATFS_SIZE = 120;
  public static final int STATFS_TYPE = 0;

  // struct termios as glibc declares it, termios(3)
  public static final int TERMIOS_SIZE = 60;
  public static final int TERMIOS_LFLAG = 12;
  public static final int TERMIOS_CC = 17;

  // struct epoll_event, epoll_ctl(2): 12 bytes where it is packed, 16 elsewhere
  public static final int EPOLL_EVENT_SIZE = Platform.isX86() ? 12 : 16;
  public static final int EPOLL_EVENT_EVENTS = 0;
  public static final int EPOLL_EVENT_DATA = Platform.isX86() ? 4 : 8;

  private Layout() {}
}
