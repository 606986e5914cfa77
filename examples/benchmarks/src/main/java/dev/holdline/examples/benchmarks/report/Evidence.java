package dev.holdline.examples.benchmarks.report;

import dev.holdline.examples.benchmarks.Plan;
import dev.holdline.examples.benchmarks.figure.Bounds;
import dev.holdline.examples.benchmarks.figure.Figure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What both pages are made of: the runs that are kept, and what there is to say of their suites.
 */
final class Evidence {
  private final Bounds bounds;
  private final List<Run> runs;
  private final List<Taken> taken;
  private final List<Section> sections;

  /**
   * Puts it together.
   *
   * @param runs at least one; the charts show the JDK of the first
   */
  Evidence(Bounds bounds, List<Run> runs, List<Section> sections) {
    this.bounds = bounds;
    this.runs = List.copyOf(runs);
    this.taken = Taken.of(runs);
    this.sections = List.copyOf(sections);
  }

  List<Run> runs() {
    return runs;
  }

  /** Returns whether a part of it is of a run that only took a look. */
  boolean isOfAQuickRun() {
    return runs.stream().anyMatch(run -> run.plan() == Plan.QUICK);
  }

  Table headlines() {
    return Headlines.table(bounds, taken);
  }

  /** Returns the chart of the headlines, if one of them can be drawn. */
  Optional<Plot> headlineChart() {
    return Headlines.plot(bounds, taken);
  }

  /** Returns the sections that have figures, then suites that have figures and no section. */
  List<Section> measured() {
    Set<String> suites = new LinkedHashSet<>();
    runs.forEach(run -> run.figures().forEach(figure -> suites.add(figure.suite())));
    List<Section> measured =
        new ArrayList<>(
            sections.stream().filter(section -> suites.remove(section.suite())).toList());
    suites.forEach(suite -> measured.add(new Section(suite, suite, "", null, List.of())));
    return measured;
  }

  /** Returns the figures of a suite; those of several JDKs are told apart by one label more. */
  List<Figure> figures(Section section) {
    List<Figure> figures = new ArrayList<>();
    for (Taken one : taken) {
      for (Figure figure : one.figures()) {
        if (figure.suite().equals(section.suite())) {
          figures.add(taken.size() == 1 ? figure : labelled(figure, one.jdk()));
        }
      }
    }
    return figures;
  }

  private static Figure labelled(Figure figure, int jdk) {
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put(TableSpec.JDK, Integer.toString(jdk));
    labels.putAll(figure.labels());
    return figure.withLabels(labels);
  }

  /** Returns one of the charts of a suite, as many times as it can be drawn. */
  List<Plot> plots(Section section, ChartSpec chart) {
    return Plot.of(
        chart,
        taken.get(0).figures().stream()
            .filter(figure -> figure.suite().equals(section.suite()))
            .toList());
  }

  /** Returns all charts. */
  List<Plot> plots() {
    List<Plot> plots = new ArrayList<>();
    headlineChart().ifPresent(plots::add);
    for (Section section : measured()) {
      section.charts().forEach(chart -> plots.addAll(plots(section, chart)));
    }
    return plots;
  }
}
