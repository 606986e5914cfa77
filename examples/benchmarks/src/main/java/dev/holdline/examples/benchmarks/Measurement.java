package dev.holdline.examples.benchmarks;

import dev.holdline.examples.benchmarks.figure.Journal;
import dev.holdline.examples.benchmarks.report.CpuTime;
import dev.holdline.examples.benchmarks.report.Machine;
import dev.holdline.examples.benchmarks.report.Run;
import dev.holdline.examples.benchmarks.report.SuiteOutcome;
import dev.holdline.examples.benchmarks.report.Versions;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Lets suites measure, one after the other; what one of them does not survive, the next does. */
final class Measurement {
  /** More than that, and threads that answer each other mostly do not run at the same time. */
  private static final double MOST_STOLEN_PERCENT = 10;

  /**
   * Likewise; ratios of things taken in turn bear it, those of threads that need two cores less.
   */
  private static final double MOST_FOREIGN_PERCENT = 10;

  private Measurement() {}

  /**
   * Takes the measurements.
   *
   * @param command what was typed, for the report
   */
  static Run take(List<Suite> suites, Plan plan, Journal journal, String command)
      throws IOException {
    Machine machine = Machine.here();
    String begun = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    List<SuiteOutcome> outcomes = new ArrayList<>();
    for (Suite suite : suites) {
      journal.progress("Suite " + suite.name() + " ...");
      SuiteOutcome outcome = run(suite, plan, journal);
      outcomes.add(outcome);
      journal.progress(
          "Suite %s %s after %d s"
              .formatted(
                  suite.name(), outcome.failure() == null ? "ended" : "FAILED", outcome.seconds()));
      warn(outcome, journal);
    }
    return new Run(
        Runtime.version().feature(),
        begun,
        command,
        plan,
        machine,
        Versions.here(),
        outcomes,
        journal.headlines(),
        journal.requestCpu(),
        journal.figures());
  }

  static void warn(SuiteOutcome outcome, Journal journal) {
    Double stolen = outcome.stolenPercent();
    if (stolen != null && stolen > MOST_STOLEN_PERCENT) {
      journal.progress(
          "The host gave %.0f %% of the processors' time to others meanwhile: take these figures again"
              .formatted(stolen));
    }
    Double foreign = outcome.foreignPercent();
    if (foreign != null && foreign > MOST_FOREIGN_PERCENT) {
      journal.progress(
          "Other programs took %.0f %% of the processors' time meanwhile: take these figures again"
              .formatted(foreign));
    }
  }

  private static SuiteOutcome run(Suite suite, Plan plan, Journal journal) {
    CpuTime before = CpuTime.now();
    long startNanos = System.nanoTime();
    String failure = null;
    try {
      suite.run(plan, journal);
    } catch (Throwable failed) { // also Errors: what other suites measured is not to be lost
      journal.failure(failed);
      failure = failed.toString();
    }
    long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - startNanos);
    CpuTime after = CpuTime.now();
    return new SuiteOutcome(
        suite.name(),
        seconds,
        after.stolenPercentSince(before),
        after.foreignPercentSince(before),
        failure);
  }
}
