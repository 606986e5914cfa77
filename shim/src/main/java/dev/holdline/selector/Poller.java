package dev.holdline.selector;

/**
 * A kernel mechanism that tells which of many descriptors are ready, armed for one report at a
 * time. {@link #poll} belongs to one thread; everything else may be called by any thread, also
 * while that thread is inside {@code poll}.
 */
interface Poller extends AutoCloseable {
  /** Receives what {@link Poller#poll} found. */
  @FunctionalInterface
  interface Sink {
    void event(long tag, int revents);
  }

  /** Makes {@code fd} known, armed once for {@code events}. Returns 0 or {@code -errno}. */
  int add(int fd, int events, long tag);

  /** Arms a known {@code fd} once more. Returns 0 or {@code -errno}, ENOENT when it is unknown. */
  int modify(int fd, int events, long tag);

  /** Returns whether {@link #modify} fails with ENOENT when the number stands for another file. */
  boolean verifiesFile();

  /** Forgets {@code fd}. Returns 0 or {@code -errno}. Does not wait for a {@link #poll}. */
  int remove(int fd);

  /** Waits until no {@link #poll} keeps a descriptor that was removed; for milliseconds at most. */
  default void awaitReleased() {}

  /**
   * Waits for events and hands them out; each disarms its descriptor.
   *
   * @param timeoutMillis at least 0
   * @return 0 or more, or {@code -errno}
   */
  int poll(int timeoutMillis, Sink sink);

  /** Ends the current {@link #poll}, or the next one. */
  void wakeup();

  @Override
  void close();
}
