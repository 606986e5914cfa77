package dev.holdline.posix.abi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.holdline.posix.Epoll;
import dev.holdline.posix.Errno;
import dev.holdline.posix.Poll;
import dev.holdline.posix.Sockets;
import dev.holdline.posix.kernel.JnrSyscalls;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every constant that stands for one of C. The files hold what C said on each architecture, so that
 * the comparison works without a compiler; where there is one, it says so again.
 */
final class LayoutTest {
  private static final Path SOURCE = Path.of("src", "test", "c", "layout.c");
  private static final Set<String> NOT_OF_C =
      Set.of(
          "JnrSyscalls.NANOS",
          "JnrSyscalls.OPTION_LENGTH",
          "JnrSyscalls.NULL",
          "JnrSyscalls.SCRATCH");
  private static final Set<String> DIFFERENT =
      Set.of("Layout.EPOLL_EVENT_SIZE", "Layout.EPOLL_EVENT_DATA");

  @Test
  void constants_onThisArchitecture_areThoseOfTheFile() throws Exception {
    assertThat(ofJava()).isEqualTo(ofFile(architecture()));
  }

  @Test
  void file_ofThisArchitecture_isWhatTheCompilerSays(@TempDir Path directory) throws Exception {
    assumeTrue(hasCompiler(), "no C compiler");
    Path program = directory.resolve("layout");
    run("cc", "-Wall", "-Wextra", "-Werror", "-o", program.toString(), SOURCE.toString());

    assertThat(parse(run(program.toString()))).isEqualTo(ofFile(architecture()));
  }

  @Test
  void files_ofBothArchitectures_differInEpollEventOnly() throws Exception {
    Map<String, Long> x86 = ofFile("x86_64");
    Map<String, Long> arm = ofFile("aarch64");

    assertThat(x86)
        .containsEntry("Layout.EPOLL_EVENT_SIZE", 12L)
        .containsEntry("Layout.EPOLL_EVENT_DATA", 4L);
    assertThat(arm)
        .containsEntry("Layout.EPOLL_EVENT_SIZE", 16L)
        .containsEntry("Layout.EPOLL_EVENT_DATA", 8L);
    x86.keySet().removeAll(DIFFERENT);
    arm.keySet().removeAll(DIFFERENT);
    assertThat(arm).isEqualTo(x86);
  }

  private static String architecture() {
    return Platform.isX86() ? "x86_64" : "aarch64";
  }

  private static Map<String, Long> ofJava() throws ReflectiveOperationException {
    Map<String, Long> values = new TreeMap<>();
    Class<?> identity = Class.forName("dev.holdline.held.Identity");
    for (Class<?> type :
        Set.of(
            Layout.class,
            Sockets.class,
            Poll.class,
            Epoll.class,
            dev.holdline.posix.Files.class,
            Errno.class,
            JnrSyscalls.class,
            Class.forName("dev.holdline.posix.kernel.Terminals"),
            identity)) {
      for (Field field : type.getDeclaredFields()) {
        String name = type.getSimpleName() + "." + field.getName();
        boolean number = field.getType() == int.class || field.getType() == long.class;
        if (number && Modifier.isStatic(field.getModifiers()) && !NOT_OF_C.contains(name)) {
          field.setAccessible(true);
          values.put(name, ((Number) field.get(null)).longValue());
        }
      }
    }
    return values;
  }

  private static Map<String, Long> ofFile(String architecture) throws IOException {
    String name = "layout-" + architecture + ".properties";
    try (InputStream in = LayoutTest.class.getResourceAsStream(name)) {
      assertThat(in).as(name).isNotNull();
      return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  /** A constant that is named twice, for poll and for epoll, must have one value. */
  private static Map<String, Long> parse(String lines) {
    Map<String, Long> values = new TreeMap<>();
    lines
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .map(line -> line.split("=", 2))
        .forEach(
            pair -> {
              Long value = Long.valueOf(pair[1]);
              assertThat(values.getOrDefault(pair[0], value)).as(pair[0]).isEqualTo(value);
              values.put(pair[0], value);
            });
    return values;
  }

  private static boolean hasCompiler() {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, "cc")));
  }

  private static String run(String... command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).as(command[0]).isTrue();
    assertThat(process.exitValue()).as(output).isZero();
    return output;
  }
}
