package dev.holdline.examples.benchmarks.figure;

import java.util.Map;

/**
 * One measured quantity of one subject.
 *
 * @param suite which suite measured it
 * @param labels what was measured, for example {@code contender=held, virtual} and {@code
 *     connections=1000}; the same keys in the same order for all figures of a table
 * @param metric what was asked about it, for example {@code p99}
 * @param unit for example {@code us}, {@code B} or {@code 1/s}
 */
public record Figure(
    String suite, Map<String, String> labels, String metric, String unit, Spread spread) {
  /** Returns the same figure with other labels. */
  public Figure withLabels(Map<String, String> other) {
    return new Figure(suite, other, metric, unit, spread);
  }
}
