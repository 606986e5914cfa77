package dev.holdline.examples.benchmarks.report;

import dev.holdline.examples.benchmarks.figure.Bounds;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/** The headline table in the README, between two comments. */
final class Readme {
  private static final String BEGIN = "<!-- figures: written by examples/run benchmarks -->\n";
  private static final String END = "<!-- end of figures -->\n";

  private Readme() {}

  /**
   * Returns the README with the table of these runs in the place of what was there.
   *
   * @param readme its text
   * @param runs none leaves the place empty
   * @throws IllegalStateException when the comments are not there
   */
  static String with(String readme, Bounds bounds, List<Run> runs) {
    int begin = readme.indexOf(BEGIN);
    int end = readme.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new IllegalStateException(
          "README.md has no place for the headline table: put "
              + BEGIN
              + END
              + " where it belongs");
    }
    return readme.substring(0, begin + BEGIN.length())
        + (runs.isEmpty() ? "" : figures(bounds, runs))
        + readme.substring(end);
  }

  private static String figures(Bounds bounds, List<Run> runs) {
    String machines =
        runs.stream()
            .map(run -> run.machine().cpu() + ", " + run.machine().cores() + " cores")
            .distinct()
            .collect(Collectors.joining("; "));
    return "\n"
        + Headlines.table(bounds, Taken.of(runs)).markdown()
        + "\nMedians, smallest and largest in brackets; "
        + machines
        + ".\nCPU time is that of a request: of all threads on both sides, in the kernel, too."
        + " The figure that says so is simulated: it takes no sockets.\n"
        + runs.stream().map(Readme::origin).collect(Collectors.joining("; ", "Taken with ", "."))
        + "\nThe main figures of each suite, and how they were taken:"
        + " [RESULTS.md](examples/benchmarks/RESULTS.md).\n\n";
  }

  /** Returns which state of the sources a run measured, which suites it took when, beside what. */
  private static String origin(Run run) {
    return "JDK %d at %s (%s; begun %s%s)"
        .formatted(
            run.jdk(),
            run.versions().getOrDefault("Holdline", "unknown"),
            String.join(", ", run.suiteNames()),
            run.begun(),
            beside(run));
  }

  private static String beside(Run run) {
    return run.suites().stream()
        .map(SuiteOutcome::foreignPercent)
        .filter(Objects::nonNull)
        .max(Comparator.naturalOrder())
        .map(
            most ->
                String.format(
                    Locale.ROOT, "; other programs took %.0f %% of the cores' time", most))
        .orElse("");
  }
}
