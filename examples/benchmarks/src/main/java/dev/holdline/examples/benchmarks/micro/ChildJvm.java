package dev.holdline.examples.benchmarks.micro;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a program in a JVM of its own, where nothing ran before it. */
final class ChildJvm {
  private ChildJvm() {}

  /**
   * Runs it to its end.
   *
   * @param tracer a command in front of the JVM's, or none
   * @param options of the JVM, besides those that keep it from warning
   * @param bound what takes longer is killed
   * @return the lines it printed, also those of standard error
   * @throws IllegalStateException when it fails or takes too long
   */
  static List<String> run(
      List<String> tracer,
      List<String> options,
      Class<?> program,
      List<String> arguments,
      Duration bound)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(tracer);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(quiet());
    command.addAll(options);
    command.addAll(List.of("-cp", classPath(), program.getName()));
    command.addAll(arguments);
    Path output = Files.createTempFile("holdline-benchmarks", ".txt");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      boolean ended = end(process, bound);
      List<String> lines = Files.readAllLines(output, StandardCharsets.UTF_8);
      if (!ended || process.exitValue() != 0) {
        String fate = ended ? "ended with " + process.exitValue() : "took longer than " + bound;
        throw new IllegalStateException(
            String.join(" ", command) + " " + fate + ":\n" + String.join("\n", lines));
      }
      return lines;
    } finally {
      Files.delete(output);
    }
  }

  /** Waits for the end; what takes longer is killed, with its children. */
  private static boolean end(Process process, Duration bound) throws InterruptedException {
    try {
      return process.waitFor(bound.toMillis(), TimeUnit.MILLISECONDS);
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().waitFor();
    }
  }

  /** JDK 24 and later warn of JNR-FFI's native calls and of JMH's Unsafe unless told not to. */
  static List<String> quiet() {
    return Runtime.version().feature() >= 24
        ? List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow")
        : List.of();
  }

  /** Surefire hides the class path of tests behind a jar of its own. */
  private static String classPath() {
    String path =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    List<String> entries = new ArrayList<>();
    for (String entry : path.split(File.pathSeparator, -1)) {
      entries.add(Path.of(entry).toAbsolutePath().toString());
    }
    return String.join(File.pathSeparator, entries);
  }
}
