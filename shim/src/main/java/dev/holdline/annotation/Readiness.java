package dev.holdline.annotation;

/** What a function of the user's own waits for. */
public enum Readiness {
  /** Something to read: poll(2) POLLIN. */
  READABLE,
  /** Room to write: poll(2) POLLOUT. */
  WRITABLE
}
