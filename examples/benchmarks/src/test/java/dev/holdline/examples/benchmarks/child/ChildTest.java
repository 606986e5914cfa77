package dev.holdline.examples.benchmarks.child;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
class ChildTest {
  private static final Duration BOUND = Duration.ofSeconds(30);
  private static final Duration LIMIT = Duration.ofSeconds(10);

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

  @Test
  void run_programThatFails_saysHowAndWhatItPrinted() {
    assertThatExceptionOfType(ChildFailure.class)
        .isThrownBy(() -> Child.run(List.of("sh", "-c", "echo out; echo err >&2; exit 3"), LIMIT))
        .withMessageContaining("ended with 3:\nout\nerr");
  }

  @Test
  void run_programThatTakesTooLong_isKilledWithItsChildren() {
    assertThatExceptionOfType(ChildFailure.class)
        .isThrownBy(
            () -> Child.run(List.of("sh", "-c", "echo out; sleep 60"), Duration.ofMillis(200)))
        .withMessageContaining("took longer than PT0.2S:\nout");
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
