package dev.holdline.posix;

/** Constants of epoll_ctl(2), {@code <linux/eventpoll.h>}. Readiness bits are those of Poll. */
public final class Epoll {
  public static final int CTL_ADD = 1;
  public static final int CTL_DEL = 2;
  public static final int CTL_MOD = 3;
  public static final int ONESHOT = 1 << 30;

  private Epoll() {}
}
