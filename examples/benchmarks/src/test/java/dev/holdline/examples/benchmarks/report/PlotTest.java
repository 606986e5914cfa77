package dev.holdline.examples.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdline.examples.benchmarks.figure.Figure;
import dev.holdline.examples.benchmarks.figure.Spread;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlotTest {
  private static final ChartSpec REQUESTS =
      spec(ChartSpec.Kind.LINES, List.of("requests"), "connections");

  @Test
  void lines_areNamedByTheSeries_andRunAlongX() {
    List<Plot> plots = Plot.of(REQUESTS, Runs.on(25).figures());

    assertThat(plots).hasSize(1);
    assertThat(plots.get(0).name()).isEqualTo("id");
    assertThat(plots.get(0).unit()).isEqualTo("1/s");
    assertThat(plots.get(0).series())
        .containsEntry("held", Map.of("1", 20_000.0, "10", 100_000.0))
        .containsOnlyKeys("held", "plain");
  }

  @Test
  void otherLabels_setChartsApart() {
    List<Plot> plots =
        Plot.of(
            spec(ChartSpec.Kind.BARS, List.of("p50", "p99"), "metric"),
            List.of(latency("p50", "TCP"), latency("p99", "TCP"), latency("p50", "UNIX")));

    assertThat(plots).extracting(Plot::name).containsExactly("id-1", "id-2");
    assertThat(plots)
        .extracting(Plot::title)
        .containsExactly("Title: transport TCP", "Title: transport UNIX");
    assertThat(plots.get(0).categories()).containsExactly("p50", "p99");
  }

  @Test
  void whatHasNoPlaceOnTheAxes_isLeftOut() {
    List<Figure> figures =
        List.of(
            Runs.requests("held", "1", 0),
            Runs.requests("held", "10", Double.NaN),
            Runs.requests("held", "many", 5),
            Runs.requests("held", "100", 5));

    assertThat(Plot.of(REQUESTS, figures)).isEmpty();
  }

  @Test
  void barsThatBeginLaterThanOthers_areLeftOut_becauseTheyCannotBeDrawn() {
    List<Figure> figures =
        List.of(
            Runs.requests("held", "1", 5),
            Runs.requests("held", "10", 5),
            Runs.requests("plain", "10", 5));

    List<Plot> plots =
        Plot.of(spec(ChartSpec.Kind.BARS, List.of("requests"), "connections"), figures);

    assertThat(plots).hasSize(1);
    assertThat(plots.get(0).series()).containsOnlyKeys("held");
    assertThat(Drawing.draw(plots.get(0))).isNotNull();
  }

  @Test
  void figuresOfOtherMetricsOrWithoutTheKeys_areLeftOut() {
    Figure noKeys = new Figure("wire", Map.of(), "requests", "1/s", Spread.of(1));

    assertThat(Plot.of(REQUESTS, List.of(latency("p50", "TCP"), noKeys))).isEmpty();
  }

  @Test
  void only_takesTheNamedValues() {
    ChartSpec tcp =
        new ChartSpec(
            "id",
            "Title",
            ChartSpec.Kind.BARS,
            List.of("p50"),
            Map.of("transport", List.of("TCP")),
            "metric",
            List.of("contender"),
            true);

    assertThat(Plot.of(tcp, List.of(latency("p50", "TCP"), latency("p50", "UNIX")))).hasSize(1);
  }

  @Test
  void sections_areReadable_andNoTwoChartsShareAName() {
    assertThat(Section.load()).extracting(Section::suite).contains("wire", "simulated");
    assertThat(Section.load().stream().flatMap(section -> section.charts().stream()))
        .extracting(ChartSpec::id)
        .doesNotHaveDuplicates();
  }

  private static ChartSpec spec(ChartSpec.Kind kind, List<String> metrics, String x) {
    return new ChartSpec("id", "Title", kind, metrics, Map.of(), x, List.of("contender"), true);
  }

  private static Figure latency(String metric, String transport) {
    return new Figure(
        "wire",
        Runs.labels("contender", "held", "transport", transport),
        metric,
        "us",
        Spread.of(3));
  }
}
