package dev.holdline;

/** Which mechanism of the kernel the background selector uses. */
public enum SelectorPoller {
  /** epoll, or poll(2) where the kernel refuses an epoll instance. */
  AUTO,
  /** epoll(7) only. */
  EPOLL,
  /** poll(2) only: each round costs time in proportion to the waits. */
  POLL
}
