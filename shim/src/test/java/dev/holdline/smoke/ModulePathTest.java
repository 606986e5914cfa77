package dev.holdline.smoke;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdline.Holdline;
import dev.holdline.process.ChildJvm;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs of porters, each in a process of its own. */
final class ModulePathTest {
  private static final List<String> NEEDED =
      List.of("jnr-ffi-", "jnr-constants-", "jffi-", "asm", "jnr-a64asm-", "jnr-x86asm-");

  private static Path of(Class<?> type) throws Exception {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  private static String dependencies() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(
            entry -> NEEDED.stream().anyMatch(Path.of(entry).getFileName().toString()::startsWith))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static String run(Path directory, String... arguments) throws Exception {
    ChildJvm child = ChildJvm.startBare(directory, List.of(arguments));
    assertThat(child.exitCode(Duration.ofSeconds(30))).as(child.output()).isZero();
    return child.output();
  }

  @Test
  void recv_onModulePathWithoutJspecify_receives(@TempDir Path directory) throws Exception {
    String modules = of(Holdline.class) + File.pathSeparator + dependencies();
    String output =
        run(
            directory,
            "--module-path",
            modules,
            "--add-modules",
            "dev.holdline",
            "-cp",
            of(Receives.class).toString(),
            Receives.class.getName());
    assertThat(output).contains("received 1: 42 on the module path");
  }

  @Test
  void recv_onClassPathWithoutJspecify_receives(@TempDir Path directory) throws Exception {
    String classes =
        String.join(
            File.pathSeparator,
            of(Holdline.class).toString(),
            of(Receives.class).toString(),
            dependencies());
    assertThat(run(directory, "-cp", classes, Receives.class.getName()))
        .contains("received 1: 42 on the class path");
  }

  /** The caller's hook is seen with no option, and the JVM does not warn of it. */
  @Test
  void interrupt_inAChannelOnTheModulePath_closesItWithoutAWarning(@TempDir Path directory)
      throws Exception {
    String modules = of(Holdline.class) + File.pathSeparator + dependencies();
    List<String> arguments = new ArrayList<>(nativeAccess("org.jnrproject.jffi"));
    arguments.addAll(List.of("--module-path", modules, "--add-modules", "dev.holdline"));
    arguments.addAll(List.of("-cp", of(Hooked.class).toString(), Hooked.class.getName()));
    assertThat(run(directory, arguments.toArray(String[]::new)))
        .isEqualToIgnoringNewLines("ClosedByInterruptException");
  }

  @Test
  void interrupt_inAChannelOnTheClassPath_closesItWithoutAWarning(@TempDir Path directory)
      throws Exception {
    String classes =
        String.join(
            File.pathSeparator,
            of(Holdline.class).toString(),
            of(Hooked.class).toString(),
            dependencies());
    List<String> arguments = new ArrayList<>(nativeAccess("ALL-UNNAMED"));
    arguments.addAll(List.of("-cp", classes, Hooked.class.getName()));
    assertThat(run(directory, arguments.toArray(String[]::new)))
        .isEqualToIgnoringNewLines("ClosedByInterruptException");
  }

  private static List<String> nativeAccess(String module) {
    return Runtime.version().feature() < 24
        ? List.of()
        : List.of("--enable-native-access=" + module);
  }
}
