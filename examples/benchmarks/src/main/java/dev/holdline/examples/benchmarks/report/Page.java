package dev.holdline.examples.benchmarks.report;

/** The page that is read first, in Markdown: the headlines, and one table of each suite. */
final class Page {
  private static final String HEAD =
      """
      # What holding costs, and what it buys

      <!-- Written by examples/run benchmarks, from the JSON in results; again with --report. -->

      """;

  private static final String MORE =
      """
      What was tried, and what remains: [FINDINGS.md](%s). This page has the rows that a reader wants first;
      `examples/run benchmarks --report` writes every row into `%s`, and every chart beside it.

      """;

  private static final String NO_FIGURES = "*There are no figures for this table.*\n";

  private final Evidence evidence;
  private final String charts;
  private final String findings;
  private final String rows;

  /**
   * Prepares the page.
   *
   * @param charts the folder of the chart, as seen from the page, with a slash behind it
   * @param findings what people wrote of the figures, as seen from the page
   * @param rows the page with every row, for a reader to find
   */
  Page(Evidence evidence, String charts, String findings, String rows) {
    this.evidence = evidence;
    this.charts = charts;
    this.findings = findings;
    this.rows = rows;
  }

  String markdown() {
    StringBuilder page = new StringBuilder(HEAD);
    page.append(Opening.of(evidence, charts)).append(MORE.formatted(findings, rows));
    for (Section section : evidence.measured()) {
      page.append(section.heading()).append(table(section)).append("\n");
    }
    return page.append(Circumstances.of(evidence.runs())).toString();
  }

  private String table(Section section) {
    TableSpec spec = section.table();
    return spec == null
        ? NO_FIGURES
        : spec.about()
            + "\n\n"
            + spec.of(evidence.figures(section)).map(Table::markdown).orElse(NO_FIGURES);
  }
}
