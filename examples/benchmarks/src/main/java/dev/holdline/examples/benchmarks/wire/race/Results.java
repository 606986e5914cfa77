package dev.holdline.examples.benchmarks.wire.race;

import dev.holdline.examples.benchmarks.figure.Figure;
import dev.holdline.examples.benchmarks.figure.Journal;
import dev.holdline.examples.benchmarks.figure.Spread;
import java.util.Map;

/**
 * Takes samples down: every metric of every contender as it is, and as a ratio to the reference,
 * round by round.
 *
 * @param load in what way the contenders were driven, for the tables
 */
record Results(Wire wire, int connections, String load, Samples samples) {
  /** The metrics' label for a ratio to the reference. */
  private static final String OVER = " over " + Contender.REFERENCE;

  void record(String suite, Journal journal) {
    for (String contender : samples.contenders()) {
      for (Metric metric : Metric.values()) {
        if (samples.has(contender, metric)) {
          Map<String, String> labels = wire.labels(contender, connections, load);
          Spread spread = samples.spread(contender, metric);
          journal.add(new Figure(suite, labels, metric.label(), metric.unit(), spread));
          if (!contender.equals(Contender.REFERENCE)) {
            Spread ratio = samples.ratio(contender, Contender.REFERENCE, metric);
            journal.add(new Figure(suite, labels, metric.label() + OVER, "ratio", ratio));
          }
        }
      }
    }
  }
}
