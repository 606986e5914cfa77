package dev.holdline.examples.mqtt.show;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The one command of the README, from start to exit status. */
@Tag("e2e")
class RunScriptE2eTest {
  private final Path folder;

  RunScriptE2eTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void noArguments_embeddedBroker_keepsEveryPromise() throws Exception {
    RunScript.Result show = RunScript.run(folder);

    assertKeepsEveryPromise(show);
    assertThat(show.output()).contains("Moquette, embedded");
  }

  @Test
  void broker_mosquitto_keepsEveryPromise() throws Exception {
    try (Mosquitto mosquitto = Mosquitto.start(mosquitto(), folder)) {
      RunScript.Result show = RunScript.run(folder, "--broker", mosquitto.address().toString());

      assertKeepsEveryPromise(show);
      assertThat(show.output()).contains("broker at " + mosquitto.address());
    }
  }

  @Test
  void broker_nobodyListens_failsWithTheErrno() throws Exception {
    Address nobody = Mosquitto.freeAddress();

    RunScript.Result show = RunScript.run(folder, "--broker", nobody.toString());

    assertThat(show.exitCode()).isEqualTo(1);
    assertThat(show.output()).contains("cannot be used: connect: ECONNREFUSED");
  }

  @Test
  void help_isPrinted() throws Exception {
    RunScript.Result help = RunScript.run(folder, "--help");

    assertThat(help.exitCode()).isZero();
    assertThat(help.output()).contains("usage: examples/run").contains("--broker HOST:PORT");
  }

  @Test
  void wrongArgument_isUsage() throws Exception {
    RunScript.Result wrong = RunScript.run(folder, "--broker", "localhost");

    assertThat(wrong.exitCode()).isEqualTo(2);
    assertThat(wrong.output()).contains("'localhost' is not of the form HOST:PORT");
  }

  @Test
  void unknownExample_isUsage() throws Exception {
    RunScript.Result wrong = RunScript.run(folder, "nothing");

    assertThat(wrong.exitCode()).isEqualTo(2);
    assertThat(wrong.output()).contains("unknown example 'nothing'");
  }

  private static void assertKeepsEveryPromise(RunScript.Result show) {
    assertThat(show.exitCode()).as(show.output()).isZero();
    String many =
        VirtualThreads.available() ? "carrier captured.* 2,000 of 2,000 .* ok" : "skipped";
    assertThat(show.output())
        .containsPattern("pushes arrive .* ok\n")
        .containsPattern("close by another thread ends recv +stuck.* EBADF .* ok\n")
        .containsPattern("interrupt ends recv +stuck.* EINTR .* ok\n")
        .containsPattern("the wait is split.* 1 wait .* slices .* ok\n")
        .containsPattern("2,000 virtual threads, one carrier .*" + many + "\n")
        .doesNotContain("WARNING");
    assertThat(show.seconds()).isLessThan(60);
  }

  private static Path mosquitto() {
    Optional<Path> program = Mosquitto.program();
    String reason = "mosquitto is neither on the PATH nor in /usr/sbin: apt-get install mosquitto";
    if (program.isEmpty() && "true".equals(System.getenv("CI"))) {
      fail(reason);
    }
    assumeTrue(program.isPresent(), reason);
    return program.orElseThrow();
  }
}
