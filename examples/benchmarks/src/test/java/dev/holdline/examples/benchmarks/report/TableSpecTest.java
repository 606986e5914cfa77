package dev.holdline.examples.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.holdline.examples.benchmarks.figure.Figure;
import dev.holdline.examples.benchmarks.figure.Spread;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TableSpecTest {
  private static final Map<String, List<String>> TCP = Map.of("transport", List.of("TCP"));

  @Test
  void rows_haveTheirLabelsAndMetrics_whateverElseTheFiguresSay() {
    List<Figure> figures =
        List.of(
            figure("requests", 7, "contender", "held", "transport", "TCP", "load", "closed"),
            figure("requests", 8, "contender", "held", "transport", "UNIX", "load", "closed"),
            figure("p50", 9, "contender", "held", "transport", "TCP", "load", "open"),
            figure("p99", 10, "contender", "held", "transport", "TCP", "load", "open"));

    assertThat(spec(TCP).of(figures))
        .contains(
            new Table(
                List.of("contender", "requests, us", "p50, us"),
                List.of(List.of("held", "7", "9"))));
  }

  @Test
  void jdk_namesARow_whereThereAreSeveral() {
    List<Figure> figures =
        List.of(
            figure("p50", 1, "JDK", "25", "contender", "held", "transport", "TCP"),
            figure("p50", 2, "JDK", "17", "contender", "held", "transport", "TCP"));

    assertThat(spec(TCP).of(figures).orElseThrow().rows())
        .containsExactly(List.of("25", "held", "1"), List.of("17", "held", "2"));
  }

  @Test
  void noFigureThatItChooses_isNoTable() {
    assertThat(spec(TCP).of(List.of(figure("p99", 1, "contender", "held", "transport", "TCP"))))
        .isEmpty();
  }

  @Test
  void twoFiguresOfACell_areRefused_becauseOneWouldHideTheOther() {
    List<Figure> figures =
        List.of(
            figure("p50", 1, "contender", "held", "transport", "TCP"),
            figure("p50", 2, "contender", "held", "transport", "UNIX"));

    assertThatIllegalStateException()
        .isThrownBy(() -> spec(Map.of()).of(figures))
        .withMessageContaining("p50 of {contender=held}")
        .withMessageContaining("transport=UNIX");
  }

  private static TableSpec spec(Map<String, List<String>> only) {
    return new TableSpec("About.", List.of("requests", "p50"), only, List.of("contender"));
  }

  private static Figure figure(String metric, double value, String... labels) {
    return new Figure("wire", Runs.labels(labels), metric, "us", Spread.of(value));
  }
}
