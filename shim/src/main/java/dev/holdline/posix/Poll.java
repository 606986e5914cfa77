package dev.holdline.posix;

/**
 * Readiness bits of poll(2), {@code <asm-generic/poll.h>}. epoll(7) uses the same values for the
 * bits they share.
 */
public final class Poll {
  public static final int POLLIN = 0x1;
  public static final int POLLPRI = 0x2;
  public static final int POLLOUT = 0x4;
  public static final int POLLERR = 0x8;
  public static final int POLLHUP = 0x10;
  public static final int POLLNVAL = 0x20;
  public static final int POLLRDHUP = 0x2000;

  /** Reported whether asked for or not. */
  public static final int ALWAYS = POLLERR | POLLHUP | POLLNVAL;

  private Poll() {}
}
