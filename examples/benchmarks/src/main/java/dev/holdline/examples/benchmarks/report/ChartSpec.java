package dev.holdline.examples.benchmarks.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.holdline.examples.benchmarks.figure.Figure;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A chart that is wanted of a suite's figures. A <em>key</em> is one of their labels, or {@code
 * metric}. Labels that are neither on the x axis nor in the name of a series set charts apart: one
 * is drawn for each of their combinations, and for each unit.
 *
 * @param id what the names of the files begin with
 * @param title what the titles of the charts begin with
 * @param kind lines over numbers, or bars beside each other
 * @param metrics those to take
 * @param only the values to take of some keys; all of the others
 * @param x the key that the x axis shows
 * @param series the keys that name a line, or the bars of one colour
 * @param logarithmic whether the axes with numbers are
 */
record ChartSpec(
    String id,
    String title,
    Kind kind,
    List<String> metrics,
    @JsonProperty(required = false) Map<String, List<String>> only,
    String x,
    List<String> series,
    boolean logarithmic) {
  /** What is drawn. */
  enum Kind {
    LINES,
    BARS
  }

  /** Fills in what the file leaves out. */
  ChartSpec {
    only = only == null ? Map.of() : only;
  }

  /** Returns whether this chart shows a figure of the suite. */
  boolean takes(Figure figure) {
    return metrics.contains(figure.metric())
        && value(figure, x) != null
        && series.stream().allMatch(key -> value(figure, key) != null)
        && isAmong(only, figure);
  }

  /** Returns whether a figure has one of the values that are named, of each key that is. */
  static boolean isAmong(Map<String, List<String>> only, Figure figure) {
    return only.entrySet().stream()
        .allMatch(entry -> entry.getValue().contains(value(figure, entry.getKey())));
  }

  /** Returns what a figure has for a key, null if it has none. */
  static @Nullable String value(Figure figure, String key) {
    return key.equals("metric") ? figure.metric() : figure.labels().get(key);
  }
}
