package dev.holdline.examples.benchmarks;

import dev.holdline.examples.benchmarks.figure.Bounds;
import dev.holdline.examples.benchmarks.figure.Journal;
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
   *     SUITE ...} or {@code --report [--output DIR]}
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
    } catch (IllegalStateException | IOException impossible) {
      System.err.println("benchmarks: " + impossible.getMessage());
    } catch (RuntimeException unexpected) {
      unexpected.printStackTrace(System.err);
    }
    // Ends what a suite that failed left running, too.
    System.exit(succeeded ? 0 : 1);
  }

  private static boolean run(Arguments chosen, String typed) throws IOException {
    Bounds bounds = Bounds.load();
    Report report = new Report(chosen.folder(MODULE), MODULE.resolve("FINDINGS.md"), bounds);
    Fonts.require();
    boolean succeeded;
    if (chosen.reportOnly()) {
      succeeded = report.succeeded();
    } else {
      report.prepare();
      List<Suite> suites = SUITES.stream().filter(chosen::choose).toList();
      Journal journal = new Journal(bounds, System.out);
      String command = ("examples/run benchmarks " + typed).strip();
      Run run = Measurement.take(suites, chosen.plan(), journal, command);
      if (chosen.merge()) {
        report.merge(run);
      } else {
        report.keep(run);
      }
      succeeded = run.succeeded(bounds);
    }
    System.out.println("The report is in " + report.draw());
    if (chosen.committed()) {
      report.headline(MODULE.resolve("../../README.md"));
    }
    return succeeded;
  }
}
