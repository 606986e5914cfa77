package dev.holdline.smoke;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdline.Holdline;
import dev.holdline.process.ChildJvm;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An interface of a porter's own module is held, wherever that is loaded. */
class OwnModuleTest {
  /** A path with Holdline and all that it needs. */
  String holdline() throws Exception {
    return Paths.with(Paths.of(Holdline.class));
  }

  /** Whether a porter's module is shown no more than the API. */
  boolean hidesTheRest() {
    return true;
  }

  private static String run(Path directory, List<String> arguments) throws Exception {
    ChildJvm child = ChildJvm.startBare(directory, arguments);
    assertThat(child.exitCode(Duration.ofSeconds(30))).as(child.output()).isZero();
    return child.output();
  }

  @Test
  final void annotated_inAModule_isHeld(@TempDir Path directory) throws Exception {
    String path = PorterModule.compile(directory, holdline()) + File.pathSeparator + holdline();
    String main = PorterModule.NAME + "/" + PorterModule.MAIN;
    assertThat(run(directory, List.of("--module-path", path, "--module", main)))
        .contains("read 42 in module porter", "sees inside: " + !hidesTheRest());
  }

  @Test
  final void annotated_inAModuleOfAnotherLoader_isHeld(@TempDir Path directory) throws Exception {
    String porter = PorterModule.compile(directory, holdline()).toString();
    List<String> arguments =
        List.of(
            "--module-path",
            holdline(),
            "--add-modules",
            "dev.holdline",
            "-cp",
            Paths.of(Layered.class).toString(),
            Layered.class.getName(),
            porter,
            PorterModule.NAME,
            PorterModule.MAIN);
    assertThat(run(directory, arguments))
        .contains("read 42 in module porter", "sees inside: " + !hidesTheRest());
  }

  @Test
  final void annotated_onTheClassPath_isHeld(@TempDir Path directory) throws Exception {
    String path = PorterModule.compile(directory, holdline()) + File.pathSeparator + holdline();
    assertThat(run(directory, List.of("-cp", path, PorterModule.MAIN)))
        .contains("read 42 in unnamed module");
  }
}
