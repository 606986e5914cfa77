package dev.holdline.examples.benchmarks;

import dev.holdline.examples.benchmarks.figure.Bounds;
import dev.holdline.examples.benchmarks.figure.Journal;
import dev.holdline.examples.benchmarks.guard.RatioGuard;
import dev.holdline.examples.benchmarks.micro.MicroSuite;
import dev.holdline.examples.benchmarks.report.Fonts;
import dev.holdline.examples.benchmarks.report.Report;
import dev.holdline.examples.benchmarks.report.Run;
import dev.holdline.examples.benchmarks.scale.ScaleSuite;
import dev.holdline.examples.benchmarks.simulated.SimulatedSuite;
import dev.holdline.examples.benchmarks.wire.WireSuite;
import dev.holdline.examples.benchmarks.wire.pair.PairSuite;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Measures what holding costs and what it buys, prints the figures and writes the report. */
public final class Benchmarks {
  private static final List<Suite> SUITES =
      List.of(
          new MicroSuite(),
          new PairSuite(),
          new WireSuite(),
          new ScaleSuite(),
          new SimulatedSuite());

  /** The folder of this module; {@code examples/run} says where it is. */
  private static final Path MODULE =
      Path.of(System.getProperty("benchmarks.module", "examples/benchmarks"));

  private Benchmarks() {}

  /**
   * Takes the measurements; ends with status 1 when a bound is missed, a suite fails or the report
   * cannot be written, 2 for a wrong argument.
   *
   * @param arguments {@code [--quick] [--output DIR] [SUITE ...]}, {@code --merge [--output DIR]
   *     SUITE ...}, {@code --report [--output DIR]} or {@code guard}
   */
  public static void main(String[] arguments) {
    Arguments chosen;
    try {
      chosen = Arguments.parse(arguments, SUITES.stream().map(Suite::name).toList());
    } catch (IllegalArgumentException wrong) {
      System.err.println("benchmarks: " + wrong.getMessage());
      System.exit(2);
      return;
    }
    boolean succeeded = false;
    try {
      succeeded = run(chosen, String.join(" ", arguments));
    } catch (IllegalStateException | IOException | InterruptedException impossible) {
      System.err.println("benchmarks: " + impossible.getMessage());
    } catch (RuntimeException unexpected) {
      unexpected.printStackTrace(System.err);
    }
    // Ends what a suite that failed left running, too.
    System.exit(succeeded ? 0 : 1);
  }

  private static boolean run(Arguments chosen, String typed)
      throws IOException, InterruptedException {
    Bounds bounds = Bounds.load();
    if (chosen.task() == Task.GUARD) {
      return RatioGuard.passes(bounds, System.out);
    }
    Report report =
        new Report(
            chosen.folder(MODULE), chosen.rows(MODULE), MODULE.resolve("FINDINGS.md"), bounds);
    Fonts.require();
    boolean succeeded =
        chosen.task() == Task.REPORT
            ? again(report)
            : measure(chosen, report, bounds, ("examples/run benchmarks " + typed).strip());
    Path page = report.draw();
    Path rows = report.drawRows();
    if (chosen.committed()) {
      report.headline(MODULE.resolve("../../README.md"));
    }
    System.out.println("The report is in " + page);
    System.out.println("Every row and every chart is in " + rows);
    return succeeded;
  }

  private static boolean again(Report report) throws IOException {
    report.gather();
    return report.succeeded();
  }

  private static boolean measure(Arguments chosen, Report report, Bounds bounds, String command)
      throws IOException {
    report.prepare();
    List<Suite> suites = SUITES.stream().filter(chosen::choose).toList();
    Run run = Measurement.take(suites, chosen.plan(), new Journal(bounds, System.out), command);
    if (chosen.task() == Task.MERGE) {
      report.merge(run);
    } else {
      report.keep(run);
    }
    return run.succeeded(bounds);
  }
}
