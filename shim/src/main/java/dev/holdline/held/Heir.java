package dev.holdline.held;

import dev.holdline.selector.Clock;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The file that takes the place of another one, for those who wait while it is made. */
final class Heir {
  private final CountDownLatch made = new CountDownLatch(1);
  private @Nullable Incarnation incarnation; // written before the latch opens

  /** Ends the waiting; null when the number is not open any more. */
  void make(@Nullable Incarnation present) {
    incarnation = present;
    made.countDown();
  }

  /**
   * Waits for it, and no longer than for some time. An interrupt does not shorten it: the flag is
   * set again for the wait that follows.
   *
   * @return null when there is none, or not in time
   */
  @Nullable Incarnation await(long longestNanos, Clock clock) {
    boolean interrupted = false;
    long deadline = clock.now() + longestNanos;
    try {
      while (true) {
        try {
          long left = deadline - clock.now();
          return made.await(left, TimeUnit.NANOSECONDS) ? incarnation : null;
        } catch (InterruptedException early) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
