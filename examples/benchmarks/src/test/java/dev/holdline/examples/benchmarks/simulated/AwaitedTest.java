package dev.holdline.examples.benchmarks.simulated;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
class AwaitedTest {
  private final Awaited guests = new Awaited("guests");

  @Test
  void await_nothingExpected_returns() {
    guests.come();
    guests.await(0);
  }

  @Test
  void await_someAreMissing_saysHowMany() {
    guests.expect(3);
    guests.come();
    assertThatThrownBy(() -> guests.await(1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("guests: 2 are missing in time");
  }
}
