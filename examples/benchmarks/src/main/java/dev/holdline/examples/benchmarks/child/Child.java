package dev.holdline.examples.benchmarks.child;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A JVM with the class path of this one that answers commands, see {@link Answers}. Used by one
 * thread. Closing it ends it, as does the end of this process.
 */
public final class Child implements AutoCloseable {
  private static final Duration ENDING = Duration.ofSeconds(10);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String name;
  private final Process process;
  private final Writer commands;
  private final BufferedReader answers;
  private final ExecutorService reading =
      Executors.newSingleThreadExecutor(
          run -> {
            Thread thread = new Thread(run, "answers of a child");
            thread.setDaemon(true);
            return thread;
          });

  private Child(String name, Process process) {
    this.name = name;
    this.process = process;
    this.commands = process.outputWriter();
    this.answers = process.inputReader();
  }

  /**
   * Starts one. What it prints to its error output appears on ours.
   *
   * @param options of the JVM
   */
  public static Child start(Class<?> main, List<String> options, List<String> arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    if (Runtime.version().feature() >= 24) {
      command.add("--enable-native-access=ALL-UNNAMED");
    }
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    // What the shell says of options is meant for this process, not for what it measures.
    List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS").forEach(builder.environment()::remove);
    return new Child(main.getSimpleName() + " " + String.join(" ", arguments), builder.start());
  }

  /**
   * Tells it a command and returns the answer.
   *
   * @param bound how long it may take; a child that takes longer is killed
   * @throws ChildFailure when it says why there is no answer, takes too long, or has ended
   */
  public JsonNode ask(Duration bound, String... command) throws InterruptedException {
    String line = String.join(" ", command);
    try {
      commands.write(line + "\n");
      commands.flush();
      Future<String> read = reading.submit(answers::readLine);
      String answer = read.get(bound.toMillis(), TimeUnit.MILLISECONDS);
      if (answer == null) {
        throw failure(line, "it has ended; its error output says why");
      }
      JsonNode json = JSON.readTree(answer);
      if (json.has(Answers.FAILURE)) {
        throw failure(line, json.get(Answers.FAILURE).asText());
      }
      return json;
    } catch (TimeoutException late) {
      kill();
      throw failure(line, "no answer within " + bound + ", so it was killed");
    } catch (ExecutionException | IOException gone) {
      throw failure(line, "it has ended (" + gone + "); its error output says why");
    }
  }

  private ChildFailure failure(String command, String why) {
    return new ChildFailure(name + ", asked to '" + command + "': " + why);
  }

  private void kill() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  /** Ends it: it sees the end of its commands; one that does not go by itself is killed. */
  @Override
  public void close() {
    try {
      commands.close();
    } catch (IOException gone) {
      // it has ended already
    }
    try {
      if (!process.waitFor(ENDING.toMillis(), TimeUnit.MILLISECONDS)) {
        kill();
        process.waitFor(ENDING.toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException interrupted) {
      kill();
      Thread.currentThread().interrupt();
    }
    reading.shutdownNow();
  }
}
