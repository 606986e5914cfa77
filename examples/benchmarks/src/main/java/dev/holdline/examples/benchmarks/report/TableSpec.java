package dev.holdline.examples.benchmarks.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.holdline.examples.benchmarks.figure.Figure;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The rows of a suite that a reader wants first.
 *
 * @param about what they have in common
 * @param metrics those to take
 * @param only the values to take of some labels; all of the others
 * @param rows the labels that name a row, besides the JDK; all figures of a row are alike in the
 *     others, or have metrics of their own
 */
record TableSpec(
    String about,
    List<String> metrics,
    @JsonProperty(required = false) Map<String, List<String>> only,
    List<String> rows) {
  /** The label that tells figures of several JDKs apart. */
  static final String JDK = "JDK";

  /** Fills in what the file leaves out. */
  TableSpec {
    only = only == null ? Map.of() : only;
  }

  /**
   * Returns the table, if there are figures for it.
   *
   * @param figures of the suite
   * @throws IllegalStateException when two of them are for the same cell
   */
  Optional<Table> of(List<Figure> figures) {
    Set<List<Object>> cells = new HashSet<>();
    List<Figure> chosen = new ArrayList<>();
    for (Figure figure : figures) {
      if (metrics.contains(figure.metric()) && ChartSpec.isAmong(only, figure)) {
        Figure named = named(figure);
        if (!cells.add(List.of(named.labels(), named.metric()))) {
          throw new IllegalStateException(
              "two figures are the %s of %s, one of them of %s: let 'only' in sections.json choose"
                  .formatted(named.metric(), named.labels(), figure.labels()));
        }
        chosen.add(named);
      }
    }
    return Pivot.tables(chosen).stream().findFirst();
  }

  /** The figure with the labels that name its row. */
  private Figure named(Figure figure) {
    Map<String, String> labels = new LinkedHashMap<>(figure.labels());
    labels.keySet().removeIf(key -> !key.equals(JDK) && !rows.contains(key));
    return figure.withLabels(labels);
  }
}
