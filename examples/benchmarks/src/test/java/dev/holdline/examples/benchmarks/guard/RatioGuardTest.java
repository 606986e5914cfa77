package dev.holdline.examples.benchmarks.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdline.examples.benchmarks.figure.Bound;
import dev.holdline.examples.benchmarks.figure.Bounds;
import dev.holdline.examples.benchmarks.figure.OneCoreBound;
import dev.holdline.examples.benchmarks.figure.Spread;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the guard makes of ratios; it takes none. */
class RatioGuardTest {
  private static final double SLACK = 1.25;
  private static final double SLOWER = 3;

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final Deque<Double> slowed = new ArrayDeque<>();

  @Test
  void ratio_withinItsBoundAndSlack_passes_afterOneLook() throws Exception {
    assertThat(passes(SLOWER, 1.5)).isTrue();
    assertThat(output())
        .contains("platform-over-plain: a ratio")
        .contains("as it is: 1.500 (1.500 to 1.500, 1 pairs), within at most 1.2 with a slack of")
        .contains("recv slowed by 20 us, which has to be beyond: 3.000")
        .contains("The guard passes.");
  }

  @Test
  void ratio_beyondItsBoundOnce_passes_becauseTheSecondLookDecides() throws Exception {
    assertThat(passes(SLOWER, 1.51, 1.49)).isTrue();
    assertThat(output()).contains("BEYOND at most 1.2", "as it is, again: 1.490");
  }

  @Test
  void ratio_beyondItsBoundTwice_fails() throws Exception {
    assertThat(passes(SLOWER, 1.51, 1.51)).isFalse();
    assertThat(output()).contains("The guard FAILS.");
  }

  @Test
  void slowerGate_thatIsNotFoundOut_fails() throws Exception {
    assertThat(passes(1.4, 1.1)).isFalse();
  }

  private boolean passes(double slower, double... looks) throws Exception {
    Deque<Double> left = new ArrayDeque<>();
    for (double look : looks) {
      left.add(look);
    }
    slowed.add(slower);
    RatioGuard guard =
        new RatioGuard(
            bounds(),
            (ratio, by, rounds) -> Spread.of((by.isZero() ? left : slowed).remove()),
            new PrintStream(printed, true, StandardCharsets.UTF_8));
    boolean passes = guard.passes();
    assertThat(left).as("looks that were not taken").isEmpty();
    return passes;
  }

  private static Bounds bounds() {
    String id = "platform-over-plain";
    Bound headline = new Bound(id, "a ratio", "ratio", 1.1, 1.0, Bound.Better.LOWER, 17);
    return new Bounds(
        List.of(headline), List.of(new OneCoreBound(id, 1.2)), SLACK, List.of(), List.of());
  }

  private String output() {
    return printed.toString(StandardCharsets.UTF_8);
  }
}
