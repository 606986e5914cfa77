package dev.holdline.examples.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArgumentsTest {
  private static final Path MODULE = Path.of("module");

  @Test
  void none_isAFullRunOfAllSuites_forTheCommittedPage() {
    Arguments arguments = parse("");

    assertThat(arguments.task()).isEqualTo(Task.MEASURE);
    assertThat(arguments.plan()).isEqualTo(Plan.FULL);
    assertThat(arguments.suites()).isEmpty();
    assertThat(arguments.committed()).isTrue();
    assertThat(arguments.folder(MODULE)).isEqualTo(MODULE);
    assertThat(arguments.rows(MODULE)).isEqualTo(MODULE.resolve("target/rows"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"--quick", "wire", "--quick micro wire"})
  void lessThanAFullRun_leavesTheCommittedPageAlone(String line) {
    Arguments arguments = parse(line);

    assertThat(arguments.committed()).isFalse();
    assertThat(arguments.folder(MODULE)).isEqualTo(MODULE.resolve("target"));
    assertThat(arguments.rows(MODULE)).isEqualTo(MODULE.resolve("target/rows"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"--output there", "--quick --output there wire", "--output there --report"})
  void output_isWhereTheReportGoes(String line) {
    Arguments arguments = parse(line);

    assertThat(arguments.folder(MODULE)).isEqualTo(Path.of("there"));
    assertThat(arguments.rows(MODULE)).isEqualTo(Path.of("there/rows"));
    assertThat(arguments.committed()).isFalse();
  }

  @Test
  void report_drawsTheCommittedPageAgain() {
    Arguments arguments = parse("--report");

    assertThat(arguments.task()).isEqualTo(Task.REPORT);
    assertThat(arguments.committed()).isTrue();
  }

  @Test
  void merge_putsSuitesIntoTheCommittedPage() {
    Arguments arguments = parse("--merge wire");

    assertThat(arguments.task()).isEqualTo(Task.MERGE);
    assertThat(arguments.committed()).isTrue();
    assertThat(arguments.folder(MODULE)).isEqualTo(MODULE);
    assertThat(parse("--merge --output there wire").committed()).isFalse();
  }

  @Test
  void guard_leavesAllPagesAlone() {
    Arguments arguments = parse("guard");

    assertThat(arguments.task()).isEqualTo(Task.GUARD);
    assertThat(arguments.committed()).isFalse();
  }

  @Test
  void suites_inAnyOrder_areChosen() {
    assertThat(parse("wire --quick micro").suites()).containsExactly("wire", "micro");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--slow",
        "wires",
        "--output",
        "--output --quick",
        "--report wire",
        "--merge",
        "--merge --quick wire",
        "--merge --report",
        "guard --quick",
        "guard wire",
        "guard --output there",
        "--report guard"
      })
  void wrong_isRefused(String line) {
    assertThatThrownBy(() -> parse(line)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void unknown_tellsWhatIsPossible() {
    assertThatThrownBy(() -> parse("nothing"))
        .hasMessageContaining("'nothing'")
        .hasMessageContaining("[micro, wire]");
  }

  private static Arguments parse(String line) {
    String[] arguments = line.isEmpty() ? new String[0] : line.split(" ", -1);
    return Arguments.parse(arguments, List.of("micro", "wire"));
  }
}
