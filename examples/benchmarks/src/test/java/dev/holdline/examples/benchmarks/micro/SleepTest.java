package dev.holdline.examples.benchmarks.micro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SleepTest {
  private static char state(String line) {
    byte[] bytes = line.getBytes(StandardCharsets.US_ASCII);
    return Sleep.state(bytes, bytes.length);
  }

  @Test
  void state_nameWithBrackets_isFoundBehindTheLastOne() {
    assertThat(state("12 (a) R (b) S 1 12")).isEqualTo('S');
  }

  @Test
  void state_ofSomethingElse_isRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> state("12"));
    assertThatIllegalArgumentException().isThrownBy(() -> Sleep.state(new byte[4], -1));
  }

  @Test
  void isAsleep_ofTheLookingThread_isFalse() {
    try (Sleep sleep = Sleep.ofCurrentThread()) {
      assertThat(sleep.isAsleep()).isFalse();
    }
  }
}
