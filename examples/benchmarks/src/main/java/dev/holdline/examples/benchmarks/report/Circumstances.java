package dev.holdline.examples.benchmarks.report;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How the figures were taken: a column for each run, so that each says what it is of. */
final class Circumstances {
  private final List<Run> runs;

  private Circumstances(List<Run> runs) {
    this.runs = runs;
  }

  /**
   * Returns it in Markdown.
   *
   * @param runs at least one
   */
  static String of(List<Run> runs) {
    return new Circumstances(runs).markdown();
  }

  private String markdown() {
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
        .map(Circumstances::outcome)
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
