package dev.holdline.examples.benchmarks.report;

import java.util.stream.Collectors;

/** How both pages begin: how to read them, and the headlines. */
final class Opening {
  private static final String READING =
      """
      A ratio is one of things that were measured in turn in one run, so that both met the same weather.
      A cell shows the median, and in brackets the smallest and the largest sample. A bound must hold; a
      goal is where the figure is to go. "One end held" has a plain peer; with "both ends held" two held ends
      talk to each other. CPU time is that of a request: of all threads on both sides, in the kernel, too.

      """;

  private static final String QUICK =
      "**A quick run: fewer rounds and sizes than a page that is kept.**\n\n";

  private Opening() {}

  /**
   * Returns it in Markdown.
   *
   * @param charts the folder of the chart, as seen from the page, with a slash behind it
   */
  static String of(Evidence evidence, String charts) {
    return READING
        + (evidence.isOfAQuickRun() ? QUICK : "")
        + evidence.headlines().markdown()
        + "\n"
        + evidence.headlineChart().stream()
            .map(plot -> plot.image(charts))
            .collect(Collectors.joining());
  }
}
