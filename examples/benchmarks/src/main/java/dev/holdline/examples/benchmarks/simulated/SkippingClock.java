package dev.holdline.examples.benchmarks.simulated;

import dev.holdline.selector.Clock;
import java.util.concurrent.atomic.AtomicLong;

/** The monotonic clock, but that it can be told that more time has passed. Thread-safe. */
final class SkippingClock implements Clock {
  private final AtomicLong skippedNanos = new AtomicLong();

  void skip(long nanos) {
    skippedNanos.addAndGet(nanos);
  }

  @Override
  public long now() {
    return System.nanoTime() + skippedNanos.get();
  }
}
