package dev.holdline.examples.benchmarks.wire.pair;

import dev.holdline.examples.benchmarks.figure.Spread;
import java.io.IOException;

/** Two workloads in turn, so that both meet the same weather; ratios are taken pair by pair. */
record Comparison(Workload first, Workload second) implements AutoCloseable {
  /** Returns how many times as long as the second the first takes, round by round. */
  Spread timeRatio(int rounds, int operations) throws Exception {
    double[] firstNanos = new double[rounds];
    double[] secondNanos = new double[rounds];
    first.run(operations); // warm up
    second.run(operations);
    for (int round = 0; round < rounds; round++) {
      firstNanos[round] = first.run(operations);
      secondNanos[round] = second.run(operations);
    }
    return Spread.ofRatios(firstNanos, secondNanos);
  }

  @Override
  public void close() throws IOException {
    try (first) {
      second.close();
    }
  }
}
