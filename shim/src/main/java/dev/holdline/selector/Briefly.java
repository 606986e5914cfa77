package dev.holdline.selector;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what another thread is about to do anyway, and nobody is told of. */
public final class Briefly {
  private static final int LOOKS = 1_000;
  private static final long LOOK_NANOS = 10_000;

  private Briefly() {}

  /** Looks every 10 us or more, a thousand times at most; returns whether it came about. */
  public static boolean until(BooleanSupplier condition) {
    return until(condition, Long.MAX_VALUE);
  }

  /**
   * Looks every 10 us or more, a thousand times at most, and no longer than for some time.
   *
   * @param longestNanos by the clock of the machine
   * @return whether it came about
   */
  public static boolean until(BooleanSupplier condition, long longestNanos) {
    long begin = System.nanoTime();
    for (int i = 0; i < LOOKS && System.nanoTime() - begin < longestNanos; i++) {
      if (condition.getAsBoolean()) {
        return true;
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
    return condition.getAsBoolean();
  }
}
