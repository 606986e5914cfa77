package dev.holdline.examples.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Time of all processors since the machine started, in ticks, see proc_stat(5).
 *
 * @param total busy, idle and stolen
 * @param stolen what the host of a virtual machine gave to others meanwhile
 */
public record CpuTime(long total, long stolen) {
  private static final int STEAL = 7; // of the numbers; after it guest time, which is in the first
  private static final double PERCENT = 100;

  /** Returns the time until now; none where nothing is told of it. */
  public static CpuTime now() {
    return read(Path.of("/"));
  }

  /**
   * Reads it.
   *
   * @param root the folder in which {@code proc} is
   */
  static CpuTime read(Path root) {
    String[] words; // cpu, then the numbers
    try {
      words = Files.readAllLines(root.resolve("proc/stat")).get(0).split(" +");
    } catch (IOException untold) {
      return new CpuTime(0, 0); // a run does not fail for that
    }
    long[] ticks =
        Arrays.stream(words).skip(1).limit(STEAL + 1).mapToLong(Long::parseLong).toArray();
    return new CpuTime(Arrays.stream(ticks).sum(), ticks.length > STEAL ? ticks[STEAL] : 0);
  }

  /** Returns how much of the time since then the host took, in percent. */
  public double stolenPercentSince(CpuTime before) {
    long passed = total - before.total;
    return passed > 0 ? (stolen - before.stolen) * PERCENT / passed : 0;
  }
}
