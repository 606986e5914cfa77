package dev.holdline.examples.benchmarks.wire.race;

import dev.holdline.examples.benchmarks.figure.Figure;
import dev.holdline.examples.benchmarks.figure.Journal;
import dev.holdline.examples.benchmarks.figure.Spread;
import java.util.Collections;
import java.util.LinkedHashMap;
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
          Spread spread = samples.spread(contender, metric);
          journal.add(new Figure(suite, labels(contender), metric.label(), metric.unit(), spread));
          if (!contender.equals(Contender.REFERENCE)) {
            Spread ratio = samples.ratio(contender, Contender.REFERENCE, metric);
            journal.add(
                new Figure(suite, labels(contender), metric.label() + OVER, "ratio", ratio));
          }
        }
      }
    }
  }

  private Map<String, String> labels(String contender) {
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put("contender", contender);
    labels.put("transport", wire.transport().name());
    labels.put("message", wire.message());
    labels.put("connections", Integer.toString(connections));
    labels.put("load", load);
    return Collections.unmodifiableMap(labels);
  }
}
