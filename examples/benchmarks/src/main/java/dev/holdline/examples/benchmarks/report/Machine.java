package dev.holdline.examples.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Where a run took place.
 *
 * @param cpu the model
 * @param cores as many as the JVM may use
 * @param memoryBytes of the machine
 * @param kernel its release
 * @param distribution its name and version
 * @param loadAverage of the minute before the run; what else the machine was busy with
 */
public record Machine(
    String cpu,
    int cores,
    long memoryBytes,
    String kernel,
    String distribution,
    double loadAverage) {
  private static final int BYTES_A_KB = 1024;

  /** Describes this machine as it is now. */
  public static Machine here() throws IOException {
    return read(Path.of("/"), Runtime.getRuntime().availableProcessors());
  }

  /**
   * Reads the files of {@code proc(5)} and {@code os-release(5)}.
   *
   * @param root the folder in which {@code proc} and {@code etc} are
   */
  static Machine read(Path root, int cores) throws IOException {
    Path proc = root.resolve("proc");
    // Not every architecture names its model there.
    String cpu = value(proc.resolve("cpuinfo"), "model name", ":", System.getProperty("os.arch"));
    String memory = value(proc.resolve("meminfo"), "MemTotal", ":", "0 kB");
    return new Machine(
        cpu,
        cores,
        Long.parseLong(memory.substring(0, memory.indexOf(' '))) * BYTES_A_KB,
        Files.readString(proc.resolve("sys/kernel/osrelease")).strip(),
        value(root.resolve("etc/os-release"), "PRETTY_NAME", "=", "unknown").replace("\"", ""),
        Double.parseDouble(Files.readString(proc.resolve("loadavg")).split(" ", 2)[0]));
  }

  private static String value(Path file, String key, String separator, String otherwise)
      throws IOException {
    List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
    return lines.stream()
        .map(line -> line.split(separator, 2))
        .filter(pair -> pair.length == 2 && pair[0].strip().equals(key))
        .map(pair -> pair[1].strip())
        .findFirst()
        .orElse(otherwise);
  }
}
