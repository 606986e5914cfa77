package dev.holdline.examples.benchmarks.child;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A process of ours that talks in lines. Used by one thread. One that is silent for too long is
 * killed. Closing it ends it, as does the end of this process: it sees the end of its input.
 */
public final class Child implements AutoCloseable {
  private static final Duration ENDING = Duration.ofSeconds(10);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String name;
  private final Process process;
  private final Writer in;
  private final BlockingQueue<Optional<String>> lines = new LinkedBlockingQueue<>(); // empty: ended

  private Child(String name, ProcessBuilder builder) throws IOException {
    JavaCommand.forgetOptions(builder.environment());
    this.name = name;
    this.process = builder.start();
    this.in = process.outputWriter(StandardCharsets.UTF_8);
    Thread reader = new Thread(this::read, "output of " + name);
    reader.setDaemon(true);
    reader.start();
  }

  /**
   * Starts a program. What it prints to its error output appears on ours.
   *
   * @param name for messages
   */
  public static Child start(String name, List<String> command) throws IOException {
    return new Child(
        name, new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT));
  }

  /**
   * Starts a JVM with the class path of this one.
   *
   * @param options of the JVM
   */
  public static Child start(Class<?> main, List<String> options, List<String> arguments)
      throws IOException {
    return start(
        main.getSimpleName() + " " + String.join(" ", arguments),
        JavaCommand.of(options, main, arguments.toArray(String[]::new)));
  }

  /**
   * Runs a program to its end.
   *
   * @param bound what takes longer is killed
   * @return the lines it printed, also those of its error output
   * @throws ChildFailure with these lines when it fails or takes too long
   * @throws IOException when it cannot be started
   */
  public static List<String> run(List<String> command, Duration bound)
      throws IOException, InterruptedException {
    String name = String.join(" ", command);
    try (Child child = new Child(name, new ProcessBuilder(command).redirectErrorStream(true))) {
      boolean ended = child.process.waitFor(bound.toMillis(), TimeUnit.MILLISECONDS);
      child.kill(); // also what it left behind
      List<String> printed = child.rest();
      if (!ended || child.process.exitValue() != 0) {
        String fate =
            ended ? "ended with " + child.process.exitValue() : "took longer than " + bound;
        throw new ChildFailure(name + " " + fate + ":\n" + String.join("\n", printed));
      }
      return printed;
    }
  }

  private void read() {
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      out.lines().forEach(line -> lines.add(Optional.of(line)));
    } catch (IOException | UncheckedIOException closed) {
      // The process is gone, or is being ended: the same as its end.
    } finally {
      lines.add(Optional.empty());
    }
  }

  /** Tells it something. */
  public void writeLine(String line) throws IOException {
    in.write(line);
    in.write('\n');
    in.flush();
  }

  /**
   * Waits for the next line.
   *
   * @param bound how long it may take; a child that takes longer is killed
   * @throws ChildFailure when the line does not come in time, or the child has ended
   */
  public String readLine(Duration bound) throws InterruptedException {
    return readLine(bound, name);
  }

  private String readLine(Duration bound, String who) throws InterruptedException {
    Optional<String> line = lines.poll(bound.toMillis(), TimeUnit.MILLISECONDS);
    if (line == null) {
      kill();
      throw new ChildFailure(
          who + " said nothing: no answer within " + bound + ", so it was killed");
    }
    return line.orElseThrow(() -> new ChildFailure(who + " has ended: its error output says why"));
  }

  /**
   * Tells a child that answers with {@link Answers} a command, and returns the answer.
   *
   * @param bound how long it may take; a child that takes longer is killed
   * @throws ChildFailure when it says why there is no answer, takes too long, or has ended
   */
  public JsonNode ask(Duration bound, String... command) throws InterruptedException {
    String line = String.join(" ", command);
    String asked = name + ", asked to '" + line + "': ";
    try {
      writeLine(line);
      JsonNode json = JSON.readTree(readLine(bound, asked + "it"));
      if (json.has(Answers.FAILURE)) {
        throw new ChildFailure(asked + json.get(Answers.FAILURE).asText());
      }
      return json;
    } catch (IOException gone) {
      throw new ChildFailure(asked + "it has ended (" + gone + "): its error output says why");
    }
  }

  /** Returns what the system knows of it, also when it has ended. */
  public ProcessHandle handle() {
    return process.toHandle();
  }

  /** Returns how much processor time it has used so far, to the kernel's tick of 10 ms. */
  public Duration cpu() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** Kills it and waits for its end: nothing that it says later is taken for an answer. */
  private void kill() throws InterruptedException {
    destroy();
    process.waitFor(ENDING.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** By its handle: the process itself would also close the output that is still to be read. */
  private void destroy() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.toHandle().destroyForcibly();
  }

  /** Returns the lines that are left when it has ended. */
  private List<String> rest() throws InterruptedException {
    List<String> rest = new ArrayList<>();
    Optional<String> line = lines.poll(ENDING.toMillis(), TimeUnit.MILLISECONDS);
    while (line != null && line.isPresent()) {
      rest.add(line.get());
      line = lines.poll(ENDING.toMillis(), TimeUnit.MILLISECONDS);
    }
    return rest;
  }

  /** Ends it: it sees the end of its input; one that does not go by itself is killed. */
  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException gone) {
      // it has ended already
    }
    try {
      if (!process.waitFor(ENDING.toMillis(), TimeUnit.MILLISECONDS)) {
        kill();
      }
    } catch (InterruptedException interrupted) {
      destroy();
      Thread.currentThread().interrupt();
    }
  }
}
