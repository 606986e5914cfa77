package dev.holdline.examples.benchmarks.wire.race;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChildTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  @Test
  void readLine_answersComeInTheirOrder() throws Exception {
    try (Child child = Child.start("cat", List.of("cat"))) {
      child.writeLine("one");
      child.writeLine("two");
      assertThat(child.readLine(LIMIT)).isEqualTo("one");
      assertThat(child.readLine(LIMIT)).isEqualTo("two");
    }
  }

  @Test
  void readLine_nothingComes_saysWhoIsSilent() throws Exception {
    try (Child child = Child.start("cat", List.of("cat"))) {
      assertThatThrownBy(() -> child.readLine(Duration.ofMillis(20)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageStartingWith("cat said nothing");
    }
  }

  @Test
  void readLine_processHasEnded_saysSo() throws Exception {
    try (Child child = Child.start("true", List.of("true"))) {
      assertThatThrownBy(() -> child.readLine(LIMIT))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageStartingWith("true has ended");
    }
  }
}
