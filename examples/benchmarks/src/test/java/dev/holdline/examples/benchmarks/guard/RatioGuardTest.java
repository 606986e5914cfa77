package dev.holdline.examples.benchmarks.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdline.examples.benchmarks.figure.Bound;
import dev.holdline.examples.benchmarks.figure.Bounds;
import dev.holdline.examples.benchmarks.figure.Spread;
import dev.holdline.examples.benchmarks.wire.pair.PairRatio;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * No ratio of times on one core has moved far beyond its bound; the second of two looks decides.
 */
@Tag("guard")
class RatioGuardTest {
  private static final double SLACK = Bounds.load().guardSlack();
  private static final int ROUNDS = 101;

  /** Enough to tell a gate that is slower by far. */
  private static final int FEWER_ROUNDS = 31;

  private static final int OPERATIONS = 1_000;

  /** So many that the compiler is done with both contenders. */
  private static final int WARM_UP = 15_000;

  /** What a gate would take longer that made the thread sleep and wake up once more, or twice. */
  private static final Duration SLOWED = Duration.ofNanos(20_000);

  static List<PairRatio> ratios() {
    List<String> guarded = Bounds.load().onOneCore().stream().map(Bound::id).toList();
    return PairRatio.possible().stream().filter(ratio -> guarded.contains(ratio.id())).toList();
  }

  @ParameterizedTest
  @MethodSource("ratios")
  void ratio_onOneCore_staysNearItsBound(PairRatio ratio) throws Exception {
    Spread first = take(ratio, Duration.ZERO, ROUNDS);
    if (!holds(ratio, first)) {
      Spread second = take(ratio, Duration.ZERO, ROUNDS);
      assertThat(holds(ratio, second))
          .as("%s: %s, then %s, with a slack of %s", bound(ratio), first, second, SLACK)
          .isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("ratios")
  void ratio_ofSlowerGate_missesItsBound(PairRatio ratio) throws Exception {
    Spread slowed = take(ratio, SLOWED, FEWER_ROUNDS);
    assertThat(holds(ratio, slowed))
        .as("%s: %s, with a slack of %s", bound(ratio), slowed, SLACK)
        .isFalse();
  }

  @Test
  void threads_ofAllKinds_haveOneCore() throws Exception {
    try (OneCoreProcess process = new OneCoreProcess(Duration.ZERO)) {
      assertThat(process.coresOfThreads()).isNotEmpty().containsOnly(1);
    }
  }

  private static Spread take(PairRatio ratio, Duration slowed, int rounds) throws Exception {
    try (OneCoreProcess process = new OneCoreProcess(slowed)) {
      process.take(ratio, 1, WARM_UP);
      Spread spread = process.take(ratio, rounds, OPERATIONS);
      System.out.printf("%s, recv slowed by %s: %s%n", ratio.id(), slowed, spread);
      return spread;
    }
  }

  private static boolean holds(PairRatio ratio, Spread spread) {
    return bound(ratio).holds(spread.median(), SLACK);
  }

  private static Bound bound(PairRatio ratio) {
    return Bounds.load().onOneCore().stream()
        .filter(bound -> bound.id().equals(ratio.id()))
        .findFirst()
        .orElseThrow();
  }
}
