package dev.holdline.examples.benchmarks.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.holdline.examples.benchmarks.figure.Bound.Better;
import java.util.List;
import org.junit.jupiter.api.Test;

class BoundTest {
  @Test
  void holds_withSlack_goesTheWayThatIsWorse() {
    Bound lower = new Bound("id", "figure", "ratio", 1.0, 1.0, Better.LOWER, 25);
    Bound higher = new Bound("id", "figure", "ratio", 1.0, 1.0, Better.HIGHER, 25);

    assertThat(lower.holds(1.25, 1.25)).isTrue();
    assertThat(lower.holds(1.26, 1.25)).isFalse();
    assertThat(higher.holds(0.8, 1.25)).isTrue();
    assertThat(higher.holds(0.79, 1.25)).isFalse();
  }

  @Test
  void holds_withSlackAndNoBound_isTrue() {
    assertThat(new Bound("id", "figure", "ratio", null, 1.0, Better.LOWER, 25).holds(9, 1))
        .isTrue();
  }

  @Test
  void callBound_unknownCallOrSituation_isRefused() {
    List<CallBound> bounds = List.of(new CallBound("recv", 1, 6), new CallBound("send", 1, null));

    assertThat(CallBound.among(bounds, "recv").of(true)).isEqualTo(6);
    assertThat(CallBound.among(bounds, "send").of(false)).isEqualTo(1);
    assertThatIllegalArgumentException().isThrownBy(() -> CallBound.among(bounds, "send").of(true));
    assertThatIllegalArgumentException().isThrownBy(() -> CallBound.among(bounds, "read"));
  }
}
