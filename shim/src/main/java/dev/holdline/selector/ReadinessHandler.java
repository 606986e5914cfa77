package dev.holdline.selector;

/**
 * What the selector calls about one descriptor that it watches. Its thread makes these calls; they
 * must not block and must not throw.
 */
public interface ReadinessHandler {
  /** Returns the descriptor number. */
  int fd();

  /**
   * Returns which use of that number this is, so that late events of an earlier one are dropped.
   */
  int generation();

  /**
   * Reads what {@link #ready} is about to need, so that the processor fetches it meanwhile; changes
   * nothing, and takes no lock.
   *
   * @return something made of what was read, so that the reads are not left out; it means nothing
   */
  default int prefetch() {
    return 0;
  }

  /** The descriptor is ready and no longer armed. */
  void ready(int revents);

  /**
   * A new poller took over, watching for what {@link BackgroundSelector#register} watches for.
   * Whatever stands under the number by now is what it knows.
   *
   * @param result as of {@link BackgroundSelector#register}
   */
  void restarted(int result);

  /** A slice has ended: time to audit, and to arm again whatever is still waited for. */
  void sliceEnd();

  /** The selector is gone for good; nothing more will be reported. */
  void abandoned(String reason);
}
