package dev.holdline.examples.benchmarks.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdline.examples.benchmarks.figure.Bound;
import dev.holdline.examples.benchmarks.figure.Bounds;
import dev.holdline.examples.benchmarks.figure.Spread;
import dev.holdline.examples.benchmarks.wire.pair.PairRatio;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No ratio of times has moved far beyond its bound; the second of two looks decides. */
@Tag("guard")
class RatioGuardTest {
  private static final int ROUNDS = 31;
  private static final int OPERATIONS = 1_000;

  /** So many that the compiler is done with both contenders. */
  private static final int WARM_UP = 15_000;

  static List<PairRatio> ratios() {
    Bounds bounds = Bounds.load();
    return PairRatio.possible().stream()
        .filter(ratio -> bounds.guarded().contains(ratio.id()))
        .filter(ratio -> bounds.headline(ratio.id()).from() <= Runtime.version().feature())
        .toList();
  }

  @ParameterizedTest
  @MethodSource("ratios")
  void ratio_ofPairs_staysNearItsBound(PairRatio ratio) throws Exception {
    Bounds bounds = Bounds.load();
    Bound bound = bounds.headline(ratio.id());
    ratio.take(1, WARM_UP);
    Spread first = ratio.take(ROUNDS, OPERATIONS);
    if (!bound.holds(first.median(), bounds.guardSlack())) {
      Spread second = ratio.take(ROUNDS, OPERATIONS);
      assertThat(bound.holds(second.median(), bounds.guardSlack()))
          .as("%s: %s, then %s, with a slack of %s", bound, first, second, bounds.guardSlack())
          .isTrue();
    }
  }
}
