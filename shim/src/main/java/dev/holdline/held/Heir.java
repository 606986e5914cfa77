package dev.holdline.held;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The file that takes the place of another one, for calls that wait while it is made. */
public final class Heir {
  /** How long a close waits at most. */
  private static final long LONGEST_SECONDS = 60;

  private final CountDownLatch made = new CountDownLatch(1);
  private @Nullable Incarnation incarnation; // written before the latch opens

  /** Ends the waiting; null when the number is not open any more. */
  void make(@Nullable Incarnation present) {
    incarnation = present;
    made.countDown();
  }

  /** Returns whether it is there, or known not to come. */
  public boolean isMade() {
    return made.getCount() == 0;
  }

  /** Returns it once it was made; null when the number was not open any more. */
  public @Nullable Incarnation incarnation() {
    return isMade() ? incarnation : null;
  }

  /**
   * Waits until it was made, for a minute at most; an interrupt does not shorten it, as it does not
   * shorten close(2).
   *
   * @return whether it was made
   */
  boolean awaitUninterruptibly() {
    boolean interrupted = Thread.interrupted();
    boolean over = false;
    while (!over && !isMade()) {
      try {
        over = !made.await(LONGEST_SECONDS, TimeUnit.SECONDS);
      } catch (InterruptedException early) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return isMade();
  }

  /**
   * Waits until it was made, and no longer than for some time; an interrupt ends the waiting and
   * stays set.
   */
  public void await(long nanos) {
    try {
      made.await(nanos, TimeUnit.NANOSECONDS);
    } catch (InterruptedException early) {
      Thread.currentThread().interrupt();
    }
  }
}
