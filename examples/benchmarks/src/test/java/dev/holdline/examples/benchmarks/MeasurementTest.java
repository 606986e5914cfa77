package dev.holdline.examples.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdline.examples.benchmarks.figure.Bounds;
import dev.holdline.examples.benchmarks.figure.Figure;
import dev.holdline.examples.benchmarks.figure.Journal;
import dev.holdline.examples.benchmarks.figure.Spread;
import dev.holdline.examples.benchmarks.report.Run;
import dev.holdline.examples.benchmarks.report.SuiteOutcome;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MeasurementTest {
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final Journal journal =
      new Journal(Bounds.load(), new PrintStream(printed, true, StandardCharsets.UTF_8));

  /** Fails, or takes down one figure. */
  private record OneFigure(String name, boolean fails) implements Suite {
    @Override
    public void run(Plan plan, Journal journal) {
      if (fails) {
        throw new AssertionError("what the test expects");
      }
      journal.add(new Figure(name, Map.of(), "time", "ns", Spread.of(1)));
    }
  }

  @Test
  void suite_thatFails_isReported_andTheNextOneRuns() throws Exception {
    List<Suite> suites = List.of(new OneFigure("first", true), new OneFigure("second", false));

    Run run = Measurement.take(suites, Plan.QUICK, journal, "command");

    assertThat(run.suites().get(0).failure()).contains("what the test expects");
    assertThat(printed.toString(StandardCharsets.UTF_8))
        .contains("what the test expects", "at " + OneFigure.class.getName() + ".run(");
    assertThat(run.suites().get(1).failure()).isNull();
    assertThat(run.figures()).extracting(Figure::suite).containsExactly("second");
    assertThat(run.succeeded(Bounds.load())).isFalse();
  }

  @Test
  void suites_thatEnd_makeARun_thatSaysWhereItWas() throws Exception {
    Run run =
        Measurement.take(List.of(new OneFigure("only", false)), Plan.FULL, journal, "command");

    assertThat(run.succeeded(Bounds.load())).isTrue();
    assertThat(run.jdk()).isEqualTo(Runtime.version().feature());
    assertThat(run.machine().memoryBytes()).isPositive();
    assertThat(run.versions()).containsKeys("JDK", "Holdline", "JNR-FFI");
  }

  @Test
  void suite_whoseTimeOthersTook_isToBeTakenAgain() {
    Measurement.warn(new SuiteOutcome("quiet", 1, 9.0, 9.0, null), journal);
    assertThat(printed.toString(StandardCharsets.UTF_8)).isEmpty();
    Measurement.warn(new SuiteOutcome("busy", 1, 26.0, 0.0, null), journal);
    assertThat(printed.toString(StandardCharsets.UTF_8))
        .contains("The host gave 26 %", "take these figures again")
        .doesNotContain("Other programs");
    Measurement.warn(new SuiteOutcome("beside others", 1, 0.0, 31.0, null), journal);
    assertThat(printed.toString(StandardCharsets.UTF_8)).contains("Other programs took 31 %");
  }
}
