package dev.holdline.gate;

import java.util.function.IntPredicate;

/** One call that asks for many descriptors at once: poll(2), select(2), epoll_wait(2). */
public interface ManyCall extends Original {
  /** Receives what the caller asks for. */
  @FunctionalInterface
  interface Sink {
    void add(int fd, int events);
  }

  /** Names each descriptor the caller asks for, with the bits of poll(2). */
  void descriptors(Sink sink);

  /** Runs before each call of the function. */
  default void beforeCall() {}

  /**
   * Makes the caller's own arguments what they were: the kernel leaves them alone when it fails.
   */
  default void restore() {}

  /**
   * Makes the caller's own arguments say what the kernel would have written of closed descriptors.
   *
   * @param isClosed tells for a descriptor number
   * @return the call's result, or -1 for EBADF
   */
  long closed(IntPredicate isClosed);

  /**
   * Makes the caller's own arguments say what the kernel writes of a connection that timed out: it
   * may be read and written, which then fails, and hung up with an error.
   *
   * @param isEnded tells for a descriptor number, true for at least one
   * @return the call's result, at least 1, or -1 for the errno of the verdict
   */
  long ended(IntPredicate isEnded);
}
