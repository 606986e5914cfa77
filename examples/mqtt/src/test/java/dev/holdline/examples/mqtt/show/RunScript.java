package dev.holdline.examples.mqtt.show;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs {@code examples/run} as a person would: from another folder, on the JDK of this test. */
final class RunScript {
  /** What it printed, both streams together, and how it ended. */
  record Result(int exitCode, String output, long seconds) {}

  private static final long LIMIT_SECONDS = 75;

  private RunScript() {}

  static Result run(Path folder, String... args) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of("..", "run").toRealPath().toString());
    command.addAll(List.of(args));
    Path output = folder.resolve("output");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    long startNanos = System.nanoTime();
    Process process = builder.start();
    if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
      throw new IOException("did not end within " + LIMIT_SECONDS + " s:\n" + text(output));
    }
    long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - startNanos);
    return new Result(process.exitValue(), text(output), seconds);
  }

  private static String text(Path output) throws IOException {
    return Files.readString(output);
  }
}
