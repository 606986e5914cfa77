package dev.holdline.examples.benchmarks.report;

import dev.holdline.examples.benchmarks.figure.Figure;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Turns figures, one a line, into tables: a row for each set of labels, a column for each metric.
 */
final class Pivot {
  private Pivot() {}

  /**
   * Returns one table for each set of label keys. Tables, rows and columns are in the order in
   * which the figures came.
   */
  static List<Table> tables(List<Figure> figures) {
    Map<Set<String>, List<Figure>> byKeys = new LinkedHashMap<>();
    for (Figure figure : figures) {
      byKeys.computeIfAbsent(figure.labels().keySet(), keys -> new ArrayList<>()).add(figure);
    }
    return byKeys.values().stream().map(Pivot::table).toList();
  }

  private static Table table(List<Figure> figures) {
    List<String> keys = List.copyOf(figures.get(0).labels().keySet());
    Set<String> metrics = new LinkedHashSet<>();
    Map<List<String>, Map<String, String>> rows = new LinkedHashMap<>();
    for (Figure figure : figures) {
      String metric = figure.metric() + ", " + figure.unit();
      metrics.add(metric);
      List<String> labels =
          keys.stream().map(key -> figure.labels().getOrDefault(key, "")).toList();
      rows.computeIfAbsent(labels, row -> new LinkedHashMap<>())
          .put(metric, Numbers.spread(figure.spread()));
    }
    List<List<String>> cells = new ArrayList<>();
    rows.forEach(
        (labels, values) ->
            cells.add(
                join(
                    labels,
                    metrics.stream().map(metric -> values.getOrDefault(metric, "")).toList())));
    return new Table(join(keys, metrics), cells);
  }

  private static List<String> join(Collection<String> left, Collection<String> right) {
    List<String> both = new ArrayList<>(left);
    both.addAll(right);
    return both;
  }
}
