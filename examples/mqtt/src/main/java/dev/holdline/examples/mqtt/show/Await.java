package dev.holdline.examples.mqtt.show;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for a condition that nobody signals, with a bound. */
final class Await {
  private static final long LOOK_AGAIN_MILLIS = 2;

  private Await() {}

  /**
   * Returns as soon as the condition holds.
   *
   * @throws IllegalStateException with the complaint when it does not within the limit
   */
  static void until(Duration limit, BooleanSupplier condition, Supplier<String> complaint)
      throws InterruptedException {
    if (!holds(limit, condition)) {
      throw new IllegalStateException(complaint.get() + " within " + limit.toMillis() + " ms");
    }
  }

  /** Whether the condition came to hold within the limit. */
  static boolean holds(Duration limit, BooleanSupplier condition) throws InterruptedException {
    long deadlineNanos = System.nanoTime() + limit.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadlineNanos >= 0) {
        return false;
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MILLIS);
    }
    return true;
  }
}
