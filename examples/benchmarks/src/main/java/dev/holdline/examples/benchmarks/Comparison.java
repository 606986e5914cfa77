package dev.holdline.examples.benchmarks;

import java.util.Arrays;
import java.util.Locale;

/**
 * Two contenders in turn, so that both meet the same weather; the ratio is taken pair by pair.
 *
 * @param bound the largest median ratio of {@code held} to {@code base} that is acceptable
 */
record Comparison(Contender held, Contender base, double bound) {
  /** Only reported. */
  static final double UNBOUNDED = Double.POSITIVE_INFINITY;

  /** Runs both in turn and prints medians and the ratio; returns whether the bound holds. */
  boolean run(int rounds, int operations) throws Exception {
    double[] heldNanos = new double[rounds];
    double[] baseNanos = new double[rounds];
    double[] ratios = new double[rounds];
    held.run(operations); // warm up
    base.run(operations);
    for (int round = 0; round < rounds; round++) {
      heldNanos[round] = held.run(operations);
      baseNanos[round] = base.run(operations);
      ratios[round] = heldNanos[round] / baseNanos[round];
    }
    double ratio = median(ratios);
    System.out.printf(
        Locale.ROOT,
        "%-38s %8.2f us   %-34s %8.2f us   ratio %.3f (%.3f to %.3f)   %s%n",
        held.name(),
        median(heldNanos) / 1000,
        base.name(),
        median(baseNanos) / 1000,
        ratio,
        Arrays.stream(ratios).min().orElseThrow(),
        Arrays.stream(ratios).max().orElseThrow(),
        verdict(ratio));
    return ratio <= bound;
  }

  private String verdict(double ratio) {
    if (bound == UNBOUNDED) {
      return "reported";
    }
    return String.format(Locale.ROOT, "bound %.3f %s", bound, ratio <= bound ? "holds" : "MISSED");
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
