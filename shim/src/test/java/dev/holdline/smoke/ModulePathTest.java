package dev.holdline.smoke;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdline.Holdline;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

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

  private static String run(String... arguments) throws Exception {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    String[] command =
        Stream.concat(Stream.of(java.toString()), Stream.of(arguments)).toArray(String[]::new);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(output).isZero();
    return output;
  }

  @Test
  void recv_onModulePathWithoutJspecify_receives() throws Exception {
    String modules = of(Holdline.class) + File.pathSeparator + dependencies();
    String output =
        run(
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
  void recv_onClassPathWithoutJspecify_receives() throws Exception {
    String classes =
        String.join(
            File.pathSeparator,
            of(Holdline.class).toString(),
            of(Receives.class).toString(),
            dependencies());
    assertThat(run("-cp", classes, Receives.class.getName()))
        .contains("received 1: 42 on the class path");
  }
}
