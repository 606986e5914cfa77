package dev.holdline.selector;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts the selectors of this process. Each has a thread and two descriptors, and a program needs
 * one for each way in which it wants to wait: many are mostly forgotten. Thread-safe.
 */
final class RunningSelectors {
  static final int MANY = 8;

  private final AtomicInteger begun = new AtomicInteger();
  private final AtomicInteger running = new AtomicInteger();
  private final AtomicBoolean warned = new AtomicBoolean();

  /** Counts one in, and returns a name for its thread. */
  String begun() {
    running.incrementAndGet();
    return "holdline-selector-" + begun.incrementAndGet();
  }

  /** Warns when there are many, for the first time. */
  void warnIfMany() {
    if (running.get() >= MANY && warned.compareAndSet(false, true)) {
      System.getLogger(RunningSelectors.class.getName())
          .log(
              System.Logger.Level.WARNING,
              MANY
                  + " Holdlines are open, and each has a thread and two descriptors of its own:"
                  + " close those that are done with, or use one, as Holdline.shared(), for all");
    }
  }

  /** Counts one out. */
  void ended() {
    running.decrementAndGet();
  }
}
