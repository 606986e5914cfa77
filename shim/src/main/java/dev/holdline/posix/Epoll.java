package dev.holdline.posix;

/** Constants of epoll_ctl(2) and epoll_create1(2), {@code <sys/epoll.h>}, under their C names. */
public final class Epoll {
  // Operations, epoll_ctl(2)
  public static final int EPOLL_CTL_ADD = 1;
  public static final int EPOLL_CTL_DEL = 2;
  public static final int EPOLL_CTL_MOD = 3;

  // Readiness bits, those of poll(2) that epoll knows
  public static final int EPOLLIN = 0x1;
  public static final int EPOLLPRI = 0x2;
  public static final int EPOLLOUT = 0x4;
  public static final int EPOLLERR = 0x8;
  public static final int EPOLLHUP = 0x10;
  public static final int EPOLLRDHUP = 0x2000;

  // How to watch, epoll_ctl(2)
  public static final int EPOLLEXCLUSIVE = 0x10000000;
  public static final int EPOLLWAKEUP = 0x20000000;
  public static final int EPOLLONESHOT = 0x40000000;
  public static final int EPOLLET = 0x80000000;

  // epoll_create1(2)
  public static final int EPOLL_CLOEXEC = 0x80000;

  private Epoll() {}
}
