package dev.holdline.examples.benchmarks.report;

import java.util.List;
import java.util.stream.Collectors;

/** The page with every row and every chart, in Markdown; the charts lie beside it. */
final class RowsPage {
  private static final String HEAD =
      """
      # What holding costs, and what it buys: every row and every chart

      """;

  private static final String BESIDE = "";

  private final Evidence evidence;

  RowsPage(Evidence evidence) {
    this.evidence = evidence;
  }

  String markdown() {
    StringBuilder page = new StringBuilder(HEAD).append(Opening.of(evidence, BESIDE));
    for (Section section : evidence.measured()) {
      page.append(section.heading());
      section.charts().forEach(chart -> page.append(images(section, chart)));
      Pivot.tables(evidence.figures(section))
          .forEach(table -> page.append(table.markdown()).append("\n"));
    }
    return page.append(Circumstances.of(evidence.runs())).toString();
  }

  private String images(Section section, ChartSpec chart) {
    List<Plot> plots = evidence.plots(section, chart);
    return plots.isEmpty()
        ? "*%s: there are no figures for this chart.*\n\n".formatted(chart.title())
        : plots.stream().map(plot -> plot.image(BESIDE)).collect(Collectors.joining());
  }
}
