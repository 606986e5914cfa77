package dev.holdline.smoke;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdline.process.ChildJvm;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs of porters, each in a process of its own. */
final class ModulePathTest {
  private static String run(Path directory, List<String> arguments) throws Exception {
    ChildJvm child = ChildJvm.startBare(directory, arguments);
    assertThat(child.exitCode(Duration.ofSeconds(30))).as(child.output()).isZero();
    return child.output();
  }

  @Test
  void recv_onModulePathWithoutJspecify_receives(@TempDir Path directory) throws Exception {
    assertThat(run(directory, Paths.onModulePath(Receives.class)))
        .contains("received 1: 42 on the module path");
  }

  @Test
  void recv_onClassPathWithoutJspecify_receives(@TempDir Path directory) throws Exception {
    assertThat(run(directory, Paths.onClassPath(Receives.class)))
        .contains("received 1: 42 on the class path");
  }

  /** The caller's hook is seen with no option, and the JVM does not warn of it. */
  @Test
  void interrupt_inAChannelOnTheModulePath_closesItWithoutAWarning(@TempDir Path directory)
      throws Exception {
    assertThat(runQuietly(directory, "org.jnrproject.jffi", Paths.onModulePath(Hooked.class)))
        .isEqualToIgnoringNewLines("ClosedByInterruptException");
  }

  @Test
  void interrupt_inAChannelOnTheClassPath_closesItWithoutAWarning(@TempDir Path directory)
      throws Exception {
    assertThat(runQuietly(directory, "ALL-UNNAMED", Paths.onClassPath(Hooked.class)))
        .isEqualToIgnoringNewLines("ClosedByInterruptException");
  }

  /** With native access, so that the JVM has no other reason to warn. */
  private static String runQuietly(Path directory, String module, List<String> program)
      throws Exception {
    List<String> arguments = new ArrayList<>();
    if (Runtime.version().feature() >= 24) {
      arguments.add("--enable-native-access=" + module);
    }
    arguments.addAll(program);
    return run(directory, arguments);
  }
}
