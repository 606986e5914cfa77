package dev.holdline.examples.benchmarks.wire.pair;

import dev.holdline.examples.benchmarks.figure.RequestCpu;
import dev.holdline.examples.benchmarks.figure.Spread;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What an operation of two workloads took, round by round; ratios are taken pair by pair.
 *
 * @param held of the one that holds
 * @param other of what it is compared with, as many
 */
record Turns(List<Cost> held, List<Cost> other) {
  /** Returns how many times as long as the other the held one takes. */
  Spread timeRatio() {
    return Spread.ofRatios(all(held, Cost::micros), all(other, Cost::micros));
  }

  /** Returns how many times as much as the other the held one gets done in the same time. */
  Spread throughputRatio() {
    return Spread.ofRatios(all(other, Cost::micros), all(held, Cost::micros));
  }

  /** Returns how many times as much of the processors' time the held one takes. */
  Spread cpuRatio() {
    return Spread.ofRatios(all(held, Cost::cpuMicros), all(other, Cost::cpuMicros));
  }

  /** Returns the processors' time of an operation of each. */
  RequestCpu requestCpu() {
    return new RequestCpu(spread(held, Cost::cpuMicros), spread(other, Cost::cpuMicros));
  }

  /** Returns the spread of something that was asked about one of the two. */
  static Spread spread(List<Cost> costs, ToDoubleFunction<Cost> asked) {
    return Spread.of(all(costs, asked));
  }

  private static double[] all(List<Cost> costs, ToDoubleFunction<Cost> asked) {
    return costs.stream().mapToDouble(asked).toArray();
  }
}
