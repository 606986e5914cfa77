package dev.holdline.examples.benchmarks.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
class TargetsTest {
  @Test
  void draw_some_areOfTheNumbersAndNoneTwice() {
    Targets targets = new Targets(100);
    for (int round = 0; round < 50; round++) {
      assertThat(Arrays.stream(targets.draw(7)))
          .hasSize(7)
          .doesNotHaveDuplicates()
          .allMatch(i -> i >= 0 && i < 100);
    }
  }

  @Test
  void draw_all_areAll() {
    assertThat(new Targets(4).draw(4)).containsExactlyInAnyOrder(0, 1, 2, 3);
  }
}
