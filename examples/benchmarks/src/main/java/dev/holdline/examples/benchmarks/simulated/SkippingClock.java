package dev.holdline.examples.benchmarks.simulated;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** The monotonic clock, but that it can be told that more time has passed. Thread-safe. */
final class SkippingClock implements LongSupplier {
  private final AtomicLong skippedNanos = new AtomicLong();

  void skip(long nanos) {
    skippedNanos.addAndGet(nanos);
  }

  @Override
  public long getAsLong() {
    return System.nanoTime() + skippedNanos.get();
  }
}
