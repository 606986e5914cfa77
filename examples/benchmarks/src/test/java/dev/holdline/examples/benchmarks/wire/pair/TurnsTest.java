package dev.holdline.examples.benchmarks.wire.pair;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdline.examples.benchmarks.figure.RequestCpu;
import dev.holdline.examples.benchmarks.figure.Spread;
import java.util.List;
import org.junit.jupiter.api.Test;

class TurnsTest {
  private final Turns turns =
      new Turns(
          List.of(new Cost(30, 40), new Cost(10, 5), new Cost(20, 20)),
          List.of(new Cost(10, 10), new Cost(10, 10), new Cost(10, 10)));

  @Test
  void ratios_areTakenPairByPair_heldOverTheOther() {
    assertThat(turns.timeRatio()).isEqualTo(new Spread(1, 2, 3, 3));
    assertThat(turns.cpuRatio()).isEqualTo(new Spread(0.5, 2, 4, 3));
    assertThat(turns.throughputRatio()).isEqualTo(new Spread(1 / 3.0, 0.5, 1, 3));
  }

  @Test
  void requestCpu_isOfEachAlone() {
    assertThat(turns.requestCpu())
        .isEqualTo(new RequestCpu(new Spread(5, 20, 40, 3), new Spread(10, 10, 10, 3)));
  }

  @Test
  void cost_ofNanos_isInMicroseconds_ofOneOperation() {
    assertThat(Cost.ofNanos(6_000, 3_000).of(2)).isEqualTo(new Cost(3, 1.5));
  }
}
