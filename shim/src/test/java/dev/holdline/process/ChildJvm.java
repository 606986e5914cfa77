package dev.holdline.process;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullMarked;

/** A JVM of its own. */
@NullMarked
public final class ChildJvm {
  private final Process process;
  private final Path output;

  private ChildJvm(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /**
   * Starts a program with the class path of the tests.
   *
   * @param directory where it runs and its output goes
   * @param tracer a command in front of the JVM's, or none
   * @param options of the JVM
   */
  public static ChildJvm start(
      Path directory,
      List<String> tracer,
      List<String> options,
      String mainClass,
      List<String> arguments)
      throws IOException {
    List<String> command = new ArrayList<>(tracer);
    command.add(java());
    if (Runtime.version().feature() >= 24) {
      command.add("--enable-native-access=ALL-UNNAMED");
    }
    command.addAll(options);
    command.addAll(List.of("-cp", classPath(), mainClass));
    command.addAll(arguments);
    return start(directory, command);
  }

  /**
   * Starts a program with nothing but what is given: no class path of the tests, no options.
   *
   * @param directory where it runs, and its output and temporary files go
   * @param arguments of {@code java}
   */
  public static ChildJvm startBare(Path directory, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(java());
    command.add("-Djava.io.tmpdir=" + directory.toAbsolutePath());
    command.addAll(arguments);
    return start(directory, command);
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private static ChildJvm start(Path directory, List<String> command) throws IOException {
    Path output = directory.resolve("output.txt").toAbsolutePath();
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    // What the shell of the build says of class paths and options is not the program's.
    List.of("CLASSPATH", "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS")
        .forEach(builder.environment()::remove);
    return new ChildJvm(builder.start(), output);
  }

  /** Returns the class path with absolute entries; surefire hides it behind a jar of its own. */
  private static String classPath() {
    String path =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    List<String> entries = new ArrayList<>();
    for (String entry : path.split(File.pathSeparator, -1)) {
      entries.add(Path.of(entry).toAbsolutePath().toString());
    }
    return String.join(File.pathSeparator, entries);
  }

  /** Waits for the end; a JVM that takes longer is killed, with its children. */
  public int exitCode(Duration bound) throws IOException, InterruptedException {
    if (process.waitFor(bound.toMillis(), TimeUnit.MILLISECONDS)) {
      return process.exitValue();
    }
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly().waitFor();
    throw new AssertionError("not over within " + bound + ":\n" + output());
  }

  /** Returns what it printed so far. */
  public String output() throws IOException {
    return Files.readString(output, StandardCharsets.UTF_8);
  }

  /** Returns whether it has printed a line so far. */
  public boolean hasPrinted(String line) {
    try {
      return output().lines().anyMatch(line::equals);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** Sends it a signal by name, as kill(1) does. */
  public void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, "" + process.pid()).inheritIO().start().waitFor();
  }
}
