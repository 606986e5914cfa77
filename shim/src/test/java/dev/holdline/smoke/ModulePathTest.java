package dev.holdline.smoke;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdline.process.ChildJvm;
import java.nio.file.Path;
import java.time.Duration;
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
}
