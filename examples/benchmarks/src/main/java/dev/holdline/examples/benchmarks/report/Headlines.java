package dev.holdline.examples.benchmarks.report;

import dev.holdline.examples.benchmarks.figure.Bound;
import dev.holdline.examples.benchmarks.figure.Bounds;
import dev.holdline.examples.benchmarks.figure.RequestCpu;
import dev.holdline.examples.benchmarks.figure.Spread;
import dev.holdline.examples.benchmarks.figure.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** The figures that have a bound, as a table and as a chart. */
final class Headlines {
  private static final ChartSpec CHART =
      new ChartSpec(
          "headlines",
          "Headline figures over their bounds (1 is the bound, less is better)",
          ChartSpec.Kind.BARS,
          List.of(),
          Map.of(),
          "figure",
          List.of("JDK"),
          false);

  private Headlines() {}

  /**
   * Returns the table: a row for each bound, a column for each JDK, another for the CPU time of a
   * request where that is known, and what comes of them.
   */
  static Table table(Bounds bounds, List<Taken> all) {
    List<String> header = new ArrayList<>(List.of("figure"));
    for (Taken taken : all) {
      header.add("JDK " + taken.jdk());
      if (!taken.requestCpu().isEmpty()) {
        header.add("CPU time, held / other, JDK " + taken.jdk());
      }
    }
    header.addAll(List.of("bound", "goal", "verdict"));
    return new Table(header, bounds.headlines().stream().map(bound -> row(bound, all)).toList());
  }

  private static List<String> row(Bound bound, List<Taken> all) {
    List<String> row = new ArrayList<>(List.of(bound.figure()));
    for (Taken taken : all) {
      Spread spread = taken.headlines().get(bound.id());
      row.add(spread == null ? "" : Numbers.spread(spread) + Numbers.unit(bound.unit()));
      if (!taken.requestCpu().isEmpty()) {
        row.add(cpu(taken.requestCpu().get(bound.id())));
      }
    }
    row.add(bound.bound() == null ? "" : Numbers.limit(bound, bound.bound()));
    row.add(Numbers.limit(bound, bound.goal()));
    row.add(
        Verdict.worst(
                all.stream()
                    .map(
                        taken -> Verdict.of(bound, taken.headlines().get(bound.id()), taken.jdk())))
            .text());
    return row;
  }

  private static String cpu(@Nullable RequestCpu cpu) {
    return cpu == null
        ? ""
        : Numbers.measured(cpu.held().median())
            + " / "
            + Numbers.measured(cpu.other().median())
            + " us";
  }

  /**
   * Returns the chart: all figures over their bounds, those of which more is better under them, so
   * that one line is the bound of all. A figure without a bound, or whose bound is zero, has no
   * bar.
   */
  static Optional<Plot> plot(Bounds bounds, List<Taken> all) {
    Map<String, Map<String, Double>> series = new LinkedHashMap<>();
    for (Bound bound : bounds.headlines()) {
      for (Taken taken : all) {
        Spread spread = taken.headlines().get(bound.id());
        OptionalDouble share =
            spread == null ? OptionalDouble.empty() : share(bound, spread.median());
        share.ifPresent(value -> row(series, "JDK " + taken.jdk()).put(name(bound), value));
      }
    }
    if (series.isEmpty()) {
      return Optional.empty();
    }
    Plot measured = new Plot(CHART.id(), CHART.title(), CHART, "measured / bound", series);
    for (Bound bound : bounds.headlines()) {
      if (measured.categories().contains(name(bound))) {
        share(bound, bound.goal()).ifPresent(value -> row(series, "goal").put(name(bound), value));
      }
    }
    return Optional.of(measured);
  }

  /** The figure in few words; a sentence has no room beside a bar. */
  private static String name(Bound bound) {
    return bound.id().replace('-', ' ');
  }

  private static Map<String, Double> row(Map<String, Map<String, Double>> series, String name) {
    return series.computeIfAbsent(name, added -> new LinkedHashMap<>());
  }

  private static OptionalDouble share(Bound bound, double value) {
    Double limit = bound.bound();
    if (limit == null || limit == 0 || !Double.isFinite(value) || value <= 0) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(bound.better() == Bound.Better.LOWER ? value / limit : limit / value);
  }
}
