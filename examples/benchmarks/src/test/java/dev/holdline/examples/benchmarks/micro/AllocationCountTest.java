package dev.holdline.examples.benchmarks.micro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.holdline.examples.benchmarks.figure.Spread;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AllocationCountTest {
  private static final Subject POLL = new Subject(GatedCall.POLL, true);

  @Test
  void parse_linesOfTheProgram_givesWhatItCounted() {
    String line = AllocationCount.line(POLL, new double[] {24, 0.5, 32});

    assertThat(AllocationCount.parse(List.of("WARNING: something", line)))
        .containsExactly(Map.entry(POLL, new Spread(0.5, 24, 32, 3)));
  }

  @Test
  void beyond_ofMedians_isTheirDifference() {
    assertThat(AllocationCount.beyond(Map.of(POLL, Spread.of(40)), Map.of(POLL, Spread.of(16))))
        .containsExactly(Map.entry(POLL, 24.0));
  }

  @Test
  void beyond_somethingThatOnlyOneCounted_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AllocationCount.beyond(Map.of(), Map.of(POLL, Spread.of(16))))
        .withMessageContaining("poll");
  }
}
