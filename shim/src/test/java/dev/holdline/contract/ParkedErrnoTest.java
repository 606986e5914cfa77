package dev.holdline.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Point 9: a virtual thread that parked reads its own errno, on whichever carrier it goes on. Runs
 * {@link ErrnoProgram} in a JVM of its own, because the number of carriers is fixed at the start.
 */
class ParkedErrnoTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 8})
  @EnabledForJreRange(min = JRE.JAVA_21)
  void recv_parkedVirtualThreads_eachSeesItsOwnErrno(int carriers) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    if (Runtime.version().feature() >= 24) {
      command.add("--enable-native-access=ALL-UNNAMED");
    }
    command.add("-Djdk.virtualThreadScheduler.parallelism=" + carriers);
    command.add("-Djdk.virtualThreadScheduler.maxPoolSize=" + carriers);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(ErrnoProgram.class.getName());
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try {
      String output = new String(process.getInputStream().readAllBytes(), UTF_8);
      assertThat(process.waitFor(30, SECONDS)).isTrue();
      assertThat(output).contains("right: " + ErrnoProgram.WAITS);
      assertThat(process.exitValue()).isZero();
    } finally {
      process.destroyForcibly();
    }
  }
}
