package dev.holdline.gate;

import dev.holdline.posix.Poll;
import dev.holdline.posix.Sockets;

/**
 * How the functions that wait for one descriptor differ.
 *
 * <p>Whether they take {@code MSG_DONTWAIT}, which readiness they wait for, which timeout of the
 * socket ends them, and on which sockets the kernel answers at once.
 */
public enum Reading {
  /** recv, recvfrom, recvmsg, recvmmsg: answer at once on a listener. */
  RECV(true, true, Poll.POLLIN),
  /** read, readv: any file; answer at once on a listener. */
  READ(false, false, Poll.POLLIN),
  /** accept, accept4: answer at once on anything but a listener. */
  ACCEPT(false, true, Poll.POLLIN),
  /** A function of the user's own that reads. */
  OWN_READ(false, false, Poll.POLLIN),
  /** A function of the user's own that writes. */
  OWN_WRITE(false, false, Poll.POLLOUT);

  private final boolean dontWait;
  private final boolean socketOnly;
  private final int events;

  Reading(boolean dontWait, boolean socketOnly, int events) {
    this.dontWait = dontWait;
    this.socketOnly = socketOnly;
    this.events = events;
  }

  int extraFlags() {
    return dontWait ? Sockets.MSG_DONTWAIT : 0;
  }

  int events() {
    return events;
  }

  int timeoutOption() {
    return events == Poll.POLLOUT ? Sockets.SO_SNDTIMEO : Sockets.SO_RCVTIMEO;
  }

  boolean socketOnly() {
    return socketOnly;
  }

  /** Whether the kernel answers at once on a socket that listens, or on one that does not. */
  boolean answersAtOnce(boolean listening) {
    return switch (this) {
      case RECV, READ -> listening;
      case ACCEPT -> !listening;
      default -> false;
    };
  }
}
