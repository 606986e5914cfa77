package dev.holdline.examples.benchmarks.wire.race;

import dev.holdline.examples.benchmarks.figure.Spread;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the contenders showed, round by round. Every contender has one sample a round. */
final class Samples {
  private final Map<String, EnumMap<Metric, List<Double>>> byContender = new LinkedHashMap<>();

  /**
   * Adds what a contender showed in a round.
   *
   * @throws IllegalArgumentException when a value is not a finite number
   */
  void add(String contender, Map<Metric, Double> round) {
    EnumMap<Metric, List<Double>> metrics =
        byContender.computeIfAbsent(contender, absent -> new EnumMap<>(Metric.class));
    round.forEach(
        (metric, value) -> {
          if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(contender + ", " + metric + ": " + value);
          }
          metrics.computeIfAbsent(metric, absent -> new ArrayList<>()).add(value);
        });
  }

  /** Returns the spread of a metric of a contender. */
  Spread spread(String contender, Metric metric) {
    return Spread.of(values(contender, metric));
  }

  /** Returns how many times the other contender's value the one's is, round by round. */
  Spread ratio(String contender, String other, Metric metric) {
    return Spread.ofRatios(values(contender, metric), values(other, metric));
  }

  /** Returns the lowest median of a metric among all contenders. */
  double lowestMedian(Metric metric) {
    return byContender.keySet().stream()
        .mapToDouble(contender -> spread(contender, metric).median())
        .min()
        .orElseThrow();
  }

  /** Returns the contenders in the order in which they came. */
  List<String> contenders() {
    return List.copyOf(byContender.keySet());
  }

  /** Returns whether there are samples of a metric. */
  boolean has(String contender, Metric metric) {
    return metrics(contender).containsKey(metric);
  }

  private double[] values(String contender, Metric metric) {
    List<Double> values = metrics(contender).get(metric);
    if (values == null) {
      throw new IllegalArgumentException("no " + metric + " of " + contender);
    }
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private EnumMap<Metric, List<Double>> metrics(String contender) {
    EnumMap<Metric, List<Double>> metrics = byContender.get(contender);
    if (metrics == null) {
      throw new IllegalArgumentException("no samples of " + contender);
    }
    return metrics;
  }
}
