package dev.holdline.examples.benchmarks.child;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
class ChildTest {
  private static final Duration BOUND = Duration.ofSeconds(30);

  private static Child start() throws IOException {
    return Child.start(EchoProcess.class, List.of("-Xmx32m"), List.of());
  }

  @Test
  void ask_command_returnsItsAnswer() throws Exception {
    try (Child child = start()) {
      assertThat(child.ask(BOUND, "echo", "a", "b").get(1).asText()).isEqualTo("b");
      assertThat(child.ask(BOUND, "echo", "c").get(0).asText()).isEqualTo("c");
    }
  }

  @Test
  void ask_commandThatFails_saysWhyAndGoesOn() throws Exception {
    try (Child child = start()) {
      assertThatExceptionOfType(ChildFailure.class)
          .isThrownBy(() -> child.ask(BOUND, "fail"))
          .withMessageContainingAll("EchoProcess", "'fail'", "as told");
      assertThatExceptionOfType(ChildFailure.class)
          .isThrownBy(() -> child.ask(BOUND, "nonsense"))
          .withMessageContainingAll("unknown command 'nonsense'", "echo");
      assertThat(child.ask(BOUND, "echo")).isEmpty();
    }
  }

  @Test
  void ask_childThatTakesTooLong_isKilled() throws Exception {
    try (Child child = start()) {
      child.ask(BOUND, "echo");
      assertThatExceptionOfType(ChildFailure.class)
          .isThrownBy(() -> child.ask(Duration.ofMillis(100), "sleep"))
          .withMessageContaining("no answer within PT0.1S");
      assertThatExceptionOfType(ChildFailure.class)
          .isThrownBy(() -> child.ask(BOUND, "echo"))
          .withMessageContaining("it has ended");
    }
  }

  @Test
  void ask_childThatEnds_saysSo() throws Exception {
    try (Child child = start()) {
      assertThatExceptionOfType(ChildFailure.class)
          .isThrownBy(() -> child.ask(BOUND, "end"))
          .withMessageContaining("it has ended");
    }
  }
}
