package dev.holdline.faults;

import static dev.holdline.fixture.FaultySyscalls.Name.EPOLL_ADD;
import static dev.holdline.fixture.FaultySyscalls.Name.EPOLL_CREATE;
import static dev.holdline.fixture.FaultySyscalls.Name.EPOLL_MOD;
import static dev.holdline.fixture.FaultySyscalls.Name.EPOLL_WAIT;
import static dev.holdline.fixture.FaultySyscalls.Name.EVENTFD;

import dev.holdline.HoldStatus;
import dev.holdline.HoldStatus.State;
import dev.holdline.SelectorPoller;
import dev.holdline.fixture.FaultySyscalls;
import dev.holdline.fixture.Way;
import dev.holdline.posix.Errno;

/** What goes wrong below Holdline, and what a hold says of it in the end. */
enum Fault {
  EPOLL_REFUSED(SelectorPoller.AUTO, ""),
  EPOLL_REFUSED_AND_NO_OTHER(SelectorPoller.EPOLL, "epoll_create1 failed with EMFILE"),
  EPOLL_OUT_OF_MEMORY(SelectorPoller.EPOLL, "epoll_create1 failed with ENOMEM"),
  NO_WATCH_LEFT(SelectorPoller.EPOLL, "registering with the selector failed with ENOSPC"),
  WATCH_FORBIDDEN(SelectorPoller.EPOLL, "registering with the selector failed with EPERM"),
  ARMING_FAILS(SelectorPoller.EPOLL, "failed with ENOMEM"),
  NO_EVENTFD(SelectorPoller.AUTO, "eventfd failed with EMFILE"),
  THREAD_DIES_ONCE(SelectorPoller.EPOLL, ""),
  THREAD_DIES_TWICE(SelectorPoller.EPOLL, "failed twice"),
  THREAD_DIES_AND_NO_DESCRIPTOR_LEFT(SelectorPoller.EPOLL, "could not be restarted");

  private final SelectorPoller poller;
  private final String reason;

  /**
   * Creates one.
   *
   * @param reason why the hold is degraded, "" when it is not
   */
  Fault(SelectorPoller poller, String reason) {
    this.poller = poller;
    this.reason = reason;
  }

  /** Returns the setting with which it matters. */
  SelectorPoller poller() {
    return poller;
  }

  boolean degrades() {
    return !reason.isEmpty();
  }

  /** Whether it is of the selector's thread, and can take place at any time. */
  boolean isDeath() {
    return name().startsWith("THREAD_DIES");
  }

  /** Whether the status tells of it before the first wait. */
  boolean isKnownBeforeWaits() {
    return degrades() && this != ARMING_FAILS;
  }

  /** Whether a wait of this kind meets it: something is armed only where a thread parks. */
  boolean meets(Way way) {
    return this != ARMING_FAILS || way != Way.DIRECT;
  }

  boolean isSaidBy(HoldStatus status) {
    return degrades()
        ? status.state() == State.DEGRADED && status.reason().contains(reason)
        : status.state() == State.EFFECTIVE || status.state() == State.UNVERIFIED;
  }

  /** What is so from the start on, for one descriptor or for all. */
  void injectBefore(FaultySyscalls syscalls, int fd) {
    switch (this) {
      case EPOLL_REFUSED, EPOLL_REFUSED_AND_NO_OTHER -> syscalls.fail(EPOLL_CREATE, Errno.EMFILE);
      case EPOLL_OUT_OF_MEMORY -> syscalls.fail(EPOLL_CREATE, Errno.ENOMEM);
      case NO_WATCH_LEFT -> fail(syscalls, EPOLL_ADD, fd, Errno.ENOSPC);
      case WATCH_FORBIDDEN -> fail(syscalls, EPOLL_ADD, fd, Errno.EPERM);
      case ARMING_FAILS -> fail(syscalls, EPOLL_MOD, fd, Errno.ENOMEM);
      case NO_EVENTFD -> syscalls.fail(EVENTFD, Errno.EMFILE);
      default -> {}
    }
  }

  private static void fail(FaultySyscalls syscalls, FaultySyscalls.Name name, int fd, int errno) {
    syscalls.fail(name, called -> called == fd, errno, Integer.MAX_VALUE);
  }

  /** What takes place while the selector is at work. */
  void injectDuring(FaultySyscalls syscalls) {
    switch (this) {
      case THREAD_DIES_ONCE -> dies(syscalls, 1);
      case THREAD_DIES_TWICE -> dies(syscalls, 2);
      case THREAD_DIES_AND_NO_DESCRIPTOR_LEFT -> {
        syscalls.fail(EPOLL_CREATE, Errno.EMFILE);
        dies(syscalls, 1);
      }
      default -> {}
    }
  }

  private static void dies(FaultySyscalls syscalls, int times) {
    syscalls.failThrowing(EPOLL_WAIT, () -> new LinkageError("injected"), times);
  }
}
