package dev.holdline.examples.benchmarks.wire.race;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A process of ours that talks in lines, and ends by itself when its standard input does. What it
 * complains of goes to this process's standard error.
 */
final class Child implements AutoCloseable {
  private static final Duration FAREWELL = Duration.ofSeconds(5);

  private final String name;
  private final Process process;
  private final Writer in;
  private final BlockingQueue<Optional<String>> lines = new LinkedBlockingQueue<>();

  private Child(String name, Process process) {
    this.name = name;
    this.process = process;
    this.in = process.outputWriter(StandardCharsets.UTF_8);
  }

  /**
   * Starts a program.
   *
   * @param name for messages
   */
  static Child start(String name, List<String> command) throws IOException {
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    Child child = new Child(name, process);
    Thread reader = new Thread(child::read, "output of " + name);
    reader.setDaemon(true);
    reader.start();
    return child;
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

  /**
   * Waits for the next line.
   *
   * @throws IllegalStateException when it does not come within the limit, or the process has ended
   */
  String readLine(Duration limit) throws InterruptedException {
    Optional<String> line = lines.poll(limit.toMillis(), TimeUnit.MILLISECONDS);
    if (line == null) {
      throw new IllegalStateException(name + " said nothing for " + limit.toSeconds() + " s");
    }
    return line.orElseThrow(
        () -> new IllegalStateException(name + " has ended: its complaint is on standard error"));
  }

  /** Tells it something. */
  void writeLine(String line) throws IOException {
    in.write(line);
    in.write('\n');
    in.flush();
  }

  /** Returns how much processor time it has used so far, to the kernel's tick of 10 ms. */
  Duration cpu() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** Ends its standard input, and the process itself when that is not enough. */
  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException gone) {
      // It has closed its end already.
    }
    try {
      if (!process.waitFor(FAREWELL.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException interrupted) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
