package dev.holdline.examples.benchmarks.report;

import dev.holdline.examples.benchmarks.figure.Figure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/**
 * What one chart shows.
 *
 * @param name of its file, without the extension
 * @param title above it
 * @param spec what was wanted
 * @param unit of all values
 * @param series the values, by the name of the series and by what the x axis shows, in the order in
 *     which they came
 */
record Plot(
    String name,
    String title,
    ChartSpec spec,
    String unit,
    Map<String, Map<String, Double>> series) {
  private static final Pattern NUMBER = Pattern.compile("[\\d,]*\\d(\\.\\d+)?");
  private static final int FEWEST_OF_A_LINE = 2;

  /**
   * Returns the charts that can be drawn. What is no number has no place on an axis, and zero none
   * on a logarithmic one; lines of which none has two points are no chart; and bars of one colour
   * cannot be drawn if there is none where the others begin: they are left out.
   */
  static List<Plot> of(ChartSpec spec, List<Figure> figures) {
    Map<List<String>, Plot> plots = new LinkedHashMap<>();
    for (Figure figure : figures) {
      if (spec.takes(figure) && hasPlace(spec, figure)) {
        List<String> apart = apart(spec, figure);
        List<String> key = new ArrayList<>(apart);
        key.add(figure.unit());
        plots
            .computeIfAbsent(key, k -> empty(spec, apart, figure.unit()))
            .series
            .computeIfAbsent(name(spec, figure), name -> new LinkedHashMap<>())
            .put(
                Objects.requireNonNull(ChartSpec.value(figure, spec.x())),
                figure.spread().median());
      }
    }
    plots.values().forEach(Plot::leaveOutBarsThatBeginLater);
    return numbered(plots.values().stream().filter(Plot::worthDrawing).toList());
  }

  private static boolean hasPlace(ChartSpec spec, Figure figure) {
    double value = figure.spread().median();
    boolean onX =
        spec.kind() == ChartSpec.Kind.BARS
            || NUMBER.matcher(Objects.toString(ChartSpec.value(figure, spec.x()))).matches();
    return onX && Double.isFinite(value) && (value > 0 || !spec.logarithmic());
  }

  private static Plot empty(ChartSpec spec, List<String> apart, String unit) {
    String title = apart.isEmpty() ? spec.title() : spec.title() + ": " + String.join(", ", apart);
    return new Plot(spec.id(), title, spec, unit, new LinkedHashMap<>());
  }

  /** Numbers, because a label may differ from run to run, and its file is to be replaced. */
  private static List<Plot> numbered(List<Plot> plots) {
    if (plots.size() == 1) {
      return plots;
    }
    List<Plot> numbered = new ArrayList<>();
    for (Plot plot : plots) {
      String name = plot.name + "-" + (numbered.size() + 1);
      numbered.add(new Plot(name, plot.title, plot.spec, plot.unit, plot.series));
    }
    return numbered;
  }

  /** The values that set this figure's chart apart from others. */
  private static List<String> apart(ChartSpec spec, Figure figure) {
    return figure.labels().entrySet().stream()
        .filter(label -> !label.getKey().equals(spec.x()))
        .filter(label -> !spec.series().contains(label.getKey()))
        .map(label -> label.getKey() + " " + label.getValue())
        .toList();
  }

  private static String name(ChartSpec spec, Figure figure) {
    return spec.series().isEmpty()
        ? figure.metric()
        : spec.series().stream()
            .map(key -> ChartSpec.value(figure, key))
            .collect(Collectors.joining(", "));
  }

  private void leaveOutBarsThatBeginLater() {
    if (spec.kind() == ChartSpec.Kind.BARS) {
      String first = categories().get(0);
      series.values().removeIf(values -> !values.containsKey(first));
    }
  }

  private boolean worthDrawing() {
    return spec.kind() == ChartSpec.Kind.BARS
        || series.values().stream().anyMatch(line -> line.size() >= FEWEST_OF_A_LINE);
  }

  /**
   * Returns the Markdown that shows it.
   *
   * @param folder where its file is, as seen from the page, with a slash behind it
   */
  String image(String folder) {
    return "![%s](%s%s)\n\n".formatted(title, folder, file());
  }

  /** Returns the name of its file. */
  String file() {
    return name + ".svg";
  }

  /** Returns all that the x axis shows, in the order in which it came. */
  List<String> categories() {
    Set<String> categories = new LinkedHashSet<>();
    series.values().forEach(values -> categories.addAll(values.keySet()));
    return List.copyOf(categories);
  }

  /** Returns the smallest value. */
  double least() {
    return values().min().orElseThrow();
  }

  /** Returns the largest value. */
  double most() {
    return values().max().orElseThrow();
  }

  private DoubleStream values() {
    return series.values().stream()
        .flatMap(values -> values.values().stream())
        .mapToDouble(Double::doubleValue);
  }

  /** Returns what a label on the x axis of lines says. */
  static double number(String label) {
    return Double.parseDouble(label.replace(",", ""));
  }
}
