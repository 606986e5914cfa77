package dev.holdline.examples.benchmarks.wire.pair;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdline.examples.benchmarks.figure.Bounds;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class PairRatioTest {
  private static final int OPERATIONS = 2_000;

  static List<PairRatio> ratios() {
    return PairRatio.possible();
  }

  /** What the row says is what is measured. */
  @ParameterizedTest
  @EnumSource
  void row_saysHowManyEndsAreHeld(PairRatio ratio) {
    String figure = Bounds.load().headline(ratio.id()).figure();

    assertThat(figure).startsWith(ratio.setting().ends().label() + " end");
    assertThat(ratio.labels()).containsEntry("ends held", ratio.setting().ends().label());
  }

  @ParameterizedTest
  @MethodSource("ratios")
  void turns_takeTimeAndCpuTime_ofBoth(PairRatio ratio) throws Exception {
    Turns turns = ratio.turns(1, OPERATIONS);

    assertThat(turns.held()).hasSize(1).allMatch(cost -> cost.micros() > 0);
    assertThat(turns.other()).hasSize(1).allMatch(cost -> cost.micros() > 0);
  }
}
