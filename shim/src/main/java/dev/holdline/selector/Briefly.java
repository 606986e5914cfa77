package dev.holdline.selector;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what another thread is about to do anyway, and which wakes nobody. */
public final class Briefly {
  private static final int LOOKS = 1_000;
  private static final long LOOK_NANOS = 10_000;

  private Briefly() {}

  /** Looks every 10 us or more, a thousand times at most; returns whether it came about. */
  public static boolean until(BooleanSupplier condition) {
    for (int i = 0; i < LOOKS; i++) {
      if (condition.getAsBoolean()) {
        return true;
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
    return condition.getAsBoolean();
  }

  /**
   * Looks every 10 us or more, a thousand times at most, and no longer than for some time.
   *
   * @return whether it came about
   */
  public static boolean until(BooleanSupplier condition, long longestNanos, Clock clock) {
    long deadline = Deadline.after(clock.now(), longestNanos);
    boolean[] came = {false};
    until(
        () -> {
          came[0] = condition.getAsBoolean();
          return came[0] || Deadline.left(deadline, clock.now()) <= 0;
        });
    return came[0] || condition.getAsBoolean();
  }
}
