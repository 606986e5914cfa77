package dev.holdline.examples.benchmarks.wire.race;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdline.examples.benchmarks.figure.Spread;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SamplesTest {
  private final Samples samples = new Samples();

  SamplesTest() {
    double[] fast = {100, 300, 200};
    double[] slow = {50, 100, 200};
    for (int round = 0; round < fast.length; round++) {
      samples.add("fast", Map.of(Metric.REQUESTS, fast[round]));
      samples.add("slow", Map.of(Metric.REQUESTS, slow[round]));
    }
  }

  @Test
  void ratio_isTakenRoundByRound() {
    assertThat(samples.ratio("fast", "slow", Metric.REQUESTS)).isEqualTo(new Spread(1, 2, 3, 3));
  }

  @Test
  void lowestMedian_isThatOfTheSlowest() {
    assertThat(samples.lowestMedian(Metric.REQUESTS)).isEqualTo(100);
    assertThat(Race.rate(samples)).isEqualTo(50);
  }

  @Test
  void contenders_areInTheOrderInWhichTheyCame() {
    assertThat(samples.contenders()).containsExactly("fast", "slow");
    assertThat(samples.has("fast", Metric.P50)).isFalse();
  }

  @Test
  void add_notANumber_isRefused() {
    assertThatThrownBy(() -> samples.add("fast", Map.of(Metric.CPU, Double.NaN)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("fast, CPU: NaN");
  }

  @Test
  void spread_ofWhatWasNotMeasured_saysWhat() {
    assertThatThrownBy(() -> samples.spread("fast", Metric.P99)).hasMessage("no P99 of fast");
    assertThatThrownBy(() -> samples.spread("other", Metric.P99)).hasMessage("no samples of other");
  }
}
