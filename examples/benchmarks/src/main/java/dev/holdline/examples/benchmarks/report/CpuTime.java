package dev.holdline.examples.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Time of all processors since the machine started, in ticks, see proc_stat(5) and
 * proc_pid_stat(5).
 *
 * @param total busy, idle and stolen
 * @param idle what nobody wanted
 * @param stolen what the host of a virtual machine gave to others meanwhile
 * @param own what this process took, and its children that have ended
 */
public record CpuTime(long total, long idle, long stolen, long own) {
  private static final int IDLE = 3; // of the numbers; after it what waits for disks
  private static final int STEAL = 7; // after it guest time, which is in the first
  private static final int UTIME = 11; // of the words after the name; then stime, cutime, cstime
  private static final int OWN_TIMES = 4;
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
    try {
      String all = Files.readAllLines(root.resolve("proc/stat")).get(0);
      long[] ticks = numbers(all, 1, STEAL + 1); // after the word cpu
      String self = Files.readString(root.resolve("proc/self/stat"));
      long[] own = numbers(self.substring(self.lastIndexOf(')') + 2), UTIME, OWN_TIMES);
      return new CpuTime(
          Arrays.stream(ticks).sum(),
          Arrays.stream(ticks).skip(IDLE).limit(2).sum(),
          ticks.length > STEAL ? ticks[STEAL] : 0,
          Arrays.stream(own).sum());
    } catch (IOException untold) {
      return new CpuTime(0, 0, 0, 0); // a run does not fail for that
    }
  }

  private static long[] numbers(String line, int from, int most) {
    return Arrays.stream(line.strip().split(" +"))
        .skip(from)
        .limit(most)
        .mapToLong(Long::parseLong)
        .toArray();
  }

  /** Returns how much of the time since then the host took, in percent. */
  public double stolenPercentSince(CpuTime before) {
    long passed = total - before.total;
    return passed > 0 ? (stolen - before.stolen) * PERCENT / passed : 0;
  }

  /**
   * Returns how much of the time since then other programs of this machine took, in percent. What
   * this one's children took counts as theirs until they have ended.
   */
  public double foreignPercentSince(CpuTime before) {
    long passed = total - before.total;
    long known = (idle - before.idle) + (stolen - before.stolen) + (own - before.own);
    return passed > 0 ? Math.max(0, passed - known) * PERCENT / passed : 0;
  }
}
