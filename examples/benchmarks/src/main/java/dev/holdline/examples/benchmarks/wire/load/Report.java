package dev.holdline.examples.benchmarks.wire.load;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * What the generator saw, one line of JSON.
 *
 * @param requests answered ones, or buffers of a stream
 * @param seconds how long it took
 * @param p50Micros the median latency, 0 where none were taken; so are the other two
 * @param p99Micros what 99 of 100 stay below
 * @param p999Micros what 999 of 1,000 stay below
 */
public record Report(
    long requests, double seconds, double p50Micros, double p99Micros, double p999Micros) {
  private static final double MICRO_IN_NANOS = 1000;

  static Report of(long requests, long nanos) {
    return new Report(requests, seconds(nanos), 0, 0, 0);
  }

  static Report of(Histogram latencies, long nanos) {
    return new Report(
        latencies.getTotalCount(),
        seconds(nanos),
        latencies.getValueAtPercentile(50) / MICRO_IN_NANOS,
        latencies.getValueAtPercentile(99) / MICRO_IN_NANOS,
        latencies.getValueAtPercentile(99.9) / MICRO_IN_NANOS);
  }

  /** Returns how many requests a second. */
  public double perSecond() {
    return requests / seconds;
  }

  private static double seconds(long nanos) {
    return (double) nanos / TimeUnit.SECONDS.toNanos(1);
  }
}
