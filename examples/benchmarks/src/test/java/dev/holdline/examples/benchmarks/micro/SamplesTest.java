package dev.holdline.examples.benchmarks.micro;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdline.examples.benchmarks.figure.Spread;
import org.junit.jupiter.api.Test;

class SamplesTest {
  private static final Samples PLAIN = new Samples(new double[] {10, 40}, new double[] {0, 0});
  private static final Samples HELD = new Samples(new double[] {15, 50}, new double[] {8, 16});

  @Test
  void nanosBeyond_others_comparesPairs() {
    assertThat(HELD.nanosBeyond(PLAIN)).isEqualTo(new Spread(5, 7.5, 10, 2));
  }

  @Test
  void timeOver_others_comparesPairs() {
    assertThat(HELD.timeOver(PLAIN)).isEqualTo(new Spread(1.25, 1.375, 1.5, 2));
  }

  @Test
  void and_more_keepsAllOfBoth() {
    Samples joined = PLAIN.and(HELD);

    assertThat(joined.nanos()).isEqualTo(new Spread(10, 27.5, 50, 4));
    assertThat(joined.bytes()).isEqualTo(new Spread(0, 4, 16, 4));
  }
}
