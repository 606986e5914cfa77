package dev.holdline.examples.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdline.examples.benchmarks.figure.Figure;
import dev.holdline.examples.benchmarks.figure.Spread;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PivotTest {
  @Test
  void metrics_becomeColumns_labelsBecomeRows() {
    List<Table> tables =
        Pivot.tables(
            List.of(
                figure("p50", 1, "contender", "held", "size", "64 B"),
                figure("p99", 2, "contender", "held", "size", "64 B"),
                figure("p99", 4, "contender", "plain", "size", "64 B")));

    assertThat(tables)
        .containsExactly(
            new Table(
                List.of("contender", "size", "p50, us", "p99, us"),
                List.of(List.of("held", "64 B", "1", "2"), List.of("plain", "64 B", "", "4"))));
  }

  @Test
  void otherKeys_makeAnotherTable_theirOrderDoesNot() {
    List<Table> tables =
        Pivot.tables(
            List.of(
                figure("p50", 1, "contender", "held", "size", "64 B"),
                figure("p50", 2, "size", "1 B", "contender", "held"),
                figure("heap", 3, "holds", "1000")));

    assertThat(tables)
        .extracting(Table::header)
        .containsExactly(List.of("contender", "size", "p50, us"), List.of("holds", "heap, us"));
    assertThat(tables.get(0).rows().get(1)).containsExactly("held", "1 B", "2");
  }

  @Test
  void spread_isShown_whenThereIsOne() {
    Figure figure = new Figure("wire", Map.of(), "p50", "us", new Spread(0.5, 1.23456, 2000.4, 9));

    assertThat(Pivot.tables(List.of(figure)).get(0).markdown())
        .isEqualTo("| p50, us |\n| --- |\n| 1.235 (0.5000 to 2,000) |\n");
  }

  @Test
  void bar_inACell_doesNotEndIt() {
    assertThat(new Table(List.of("a|b"), List.of()).markdown()).startsWith("| a\\|b |\n");
  }

  private static Figure figure(String metric, double value, String... labels) {
    return new Figure("wire", Runs.labels(labels), metric, "us", Spread.of(value));
  }
}
