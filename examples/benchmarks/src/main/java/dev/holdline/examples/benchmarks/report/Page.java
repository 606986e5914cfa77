package dev.holdline.examples.benchmarks.report;

import dev.holdline.examples.benchmarks.Plan;
import dev.holdline.examples.benchmarks.figure.Bounds;
import dev.holdline.examples.benchmarks.figure.Figure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The page, in Markdown: all of it comes from the runs, but for the findings. */
final class Page {
  private static final String HEAD =
      """
      # What holding costs, and what it buys

      <!-- Written by examples/run benchmarks. What people write is in FINDINGS.md; after a change there:
           examples/run benchmarks --report -->

      A ratio is one of things that were measured in turn in one run, so that both met the same weather.
      A cell shows the median, and in brackets the smallest and the largest sample. A bound must hold; a
      goal is where the figure is to go. "One end held" has a plain peer; with "both ends held" two held ends
      talk to each other. CPU time is that of a request: of all threads on both sides, in the kernel, too.

      """;

  private final Bounds bounds;
  private final List<Run> runs;
  private final List<Taken> taken;
  private final List<Section> sections;
  private final String charts;

  /**
   * Prepares a page.
   *
   * @param runs at least one; the charts show the JDK of the first
   * @param charts the folder of the charts, as seen from the page
   */
  Page(Bounds bounds, List<Run> runs, List<Section> sections, String charts) {
    this.bounds = bounds;
    this.runs = runs;
    this.taken = Taken.of(runs);
    this.sections = sections;
    this.charts = charts;
  }

  /**
   * Returns the page.
   *
   * @param findings what people wrote about the figures
   */
  String markdown(String findings) {
    StringBuilder page = new StringBuilder(HEAD);
    if (runs.stream().anyMatch(run -> run.plan() == Plan.QUICK)) {
      page.append("**A quick run: fewer rounds and sizes than a page that is kept.**\n\n");
    }
    page.append(Headlines.table(bounds, taken).markdown()).append("\n");
    Headlines.plot(bounds, taken).ifPresent(plot -> page.append(image(plot)));
    page.append(findings.strip()).append("\n\n");
    for (Section section : measured()) {
      page.append("## ").append(section.title()).append("\n\n");
      if (!section.about().isEmpty()) {
        page.append(section.about()).append("\n\n");
      }
      section.charts().forEach(chart -> page.append(images(chart, section.suite())));
      Pivot.tables(figures(section.suite()))
          .forEach(table -> page.append(table.markdown()).append("\n"));
    }
    return page.append(circumstances()).toString();
  }

  /** Returns all charts that the page shows. */
  List<Plot> plots() {
    List<Plot> plots = new ArrayList<>();
    Headlines.plot(bounds, taken).ifPresent(plots::add);
    for (Section section : measured()) {
      section.charts().forEach(chart -> plots.addAll(plots(chart, section.suite())));
    }
    return plots;
  }

  private List<Plot> plots(ChartSpec chart, String suite) {
    return Plot.of(
        chart,
        taken.get(0).figures().stream().filter(figure -> figure.suite().equals(suite)).toList());
  }

  private String images(ChartSpec chart, String suite) {
    List<Plot> plots = plots(chart, suite);
    if (plots.isEmpty()) {
      return "*%s: there are no figures for this chart.*\n\n".formatted(chart.title());
    }
    return plots.stream().map(this::image).collect(Collectors.joining());
  }

  private String image(Plot plot) {
    return "![%s](%s/%s.svg)\n\n".formatted(plot.title(), charts, plot.name());
  }

  /** The sections that have figures, then suites that have figures and no section. */
  private List<Section> measured() {
    Set<String> suites = new LinkedHashSet<>();
    runs.forEach(run -> run.figures().forEach(figure -> suites.add(figure.suite())));
    List<Section> measured =
        new ArrayList<>(
            sections.stream().filter(section -> suites.remove(section.suite())).toList());
    suites.forEach(suite -> measured.add(new Section(suite, suite, "", List.of())));
    return measured;
  }

  /** The figures of a suite; those of several JDKs are told apart by one label more. */
  private List<Figure> figures(String suite) {
    List<Figure> figures = new ArrayList<>();
    for (Taken one : taken) {
      for (Figure figure : one.figures()) {
        if (figure.suite().equals(suite)) {
          figures.add(taken.size() == 1 ? figure : labelled(figure, one.jdk()));
        }
      }
    }
    return figures;
  }

  private static Figure labelled(Figure figure, int jdk) {
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put("JDK", Integer.toString(jdk));
    labels.putAll(figure.labels());
    return new Figure(figure.suite(), labels, figure.metric(), figure.unit(), figure.spread());
  }

  private String circumstances() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(row("command", run -> "`" + run.command() + "`"));
    rows.add(row("begun", Run::begun));
    rows.add(row("plan", run -> run.plan().name().toLowerCase(Locale.ROOT)));
    rows.add(
        row("processor", run -> run.machine().cpu() + ", " + run.machine().cores() + " cores"));
    rows.add(row("memory", run -> gibibytes(run.machine().memoryBytes())));
    rows.add(row("kernel", run -> run.machine().kernel()));
    rows.add(row("distribution", run -> run.machine().distribution()));
    rows.add(row("load before the run", run -> Double.toString(run.machine().loadAverage())));
    Set<String> names = new LinkedHashSet<>();
    runs.forEach(run -> names.addAll(run.versions().keySet()));
    names.forEach(name -> rows.add(row(name, run -> run.versions().getOrDefault(name, ""))));
    Set<String> suites = new LinkedHashSet<>();
    runs.forEach(run -> run.suites().forEach(suite -> suites.add(suite.suite())));
    suites.forEach(suite -> rows.add(row("suite " + suite, run -> outcome(run, suite))));
    List<String> header = new ArrayList<>(List.of(""));
    runs.forEach(run -> header.add(name(run)));
    return "## How the figures were taken\n\n" + new Table(header, rows).markdown();
  }

  /** The JDK, and the suites if there is another run on the same one. */
  private String name(Run run) {
    boolean whole = runs.stream().filter(other -> other.jdk() == run.jdk()).count() == 1;
    return "JDK " + run.jdk() + (whole ? "" : ": " + String.join(", ", run.suiteNames()));
  }

  private List<String> row(String name, Function<Run, String> cell) {
    List<String> row = new ArrayList<>(List.of(name));
    runs.forEach(run -> row.add(cell.apply(run)));
    return row;
  }

  private static String gibibytes(long bytes) {
    return String.format(Locale.ROOT, "%.1f GiB", bytes / (double) (1L << 30));
  }

  private static String outcome(Run run, String name) {
    return run.suites().stream()
        .filter(suite -> suite.suite().equals(name))
        .map(Page::outcome)
        .findFirst()
        .orElse("");
  }

  private static String outcome(SuiteOutcome suite) {
    if (suite.failure() != null) {
      return "FAILED after " + suite.seconds() + " s: " + suite.failure();
    }
    return suite.seconds()
        + " s"
        + share(", %.0f %% of it stolen by the host", suite.stolenPercent())
        + share(", %.0f %% of it taken by other programs", suite.foreignPercent());
  }

  private static String share(String format, @Nullable Double percent) {
    return percent == null ? "" : String.format(Locale.ROOT, format, percent);
  }
}
