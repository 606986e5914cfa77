package dev.holdline.examples.benchmarks.wire.pair;

/**
 * What something took.
 *
 * @param micros of time
 * @param cpuMicros of the processors, by all threads of this process, in the kernel, too
 */
record Cost(double micros, double cpuMicros) {
  private static final double NANOS_A_MICRO = 1_000;

  static Cost ofNanos(long nanos, long cpuNanos) {
    return new Cost(nanos / NANOS_A_MICRO, cpuNanos / NANOS_A_MICRO);
  }

  /** Returns what one of so many operations took. */
  Cost of(long operations) {
    return new Cost(micros / operations, cpuMicros / operations);
  }
}
