package dev.holdline.examples.benchmarks.scale;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * What the threads of this process have done so far.
 *
 * @param cpuNanos CPU of all threads
 * @param switches how often threads went to sleep, which is how often they were woken
 * @param ownCpuNanos CPU of Holdline's own threads
 * @param ownSwitches the same of Holdline's own threads
 */
record Effort(long cpuNanos, long switches, long ownCpuNanos, long ownSwitches) {
  private static final String OWN = "holdline"; // how the names of its threads begin

  /** CPU of all threads; cheap, unlike {@link #now}. */
  static long cpuNanosNow() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  /** Returns it by looking at each thread. */
  static Effort now() throws IOException {
    long switches = 0;
    long ownCpuNanos = 0;
    long ownSwitches = 0;
    try (DirectoryStream<Path> tasks = Files.newDirectoryStream(Path.of("/proc/self/task"))) {
      for (Path task : tasks) {
        long slept;
        try {
          slept = switches(task);
        } catch (NoSuchFileException | IllegalArgumentException ended) {
          continue; // between the listing and now
        }
        switches += slept;
        if (Files.readString(task.resolve("comm")).startsWith(OWN)) {
          ownSwitches += slept;
          ownCpuNanos += cpuNanos(task);
        }
      }
    }
    return new Effort(cpuNanosNow(), switches, ownCpuNanos, ownSwitches);
  }

  private static long switches(Path task) throws IOException {
    return ProcFiles.number(Files.readAllLines(task.resolve("status")), "voluntary_ctxt_switches");
  }

  /** In nanoseconds, where {@code stat} would count in hundredths of a second. */
  private static long cpuNanos(Path task) throws IOException {
    return Long.parseLong(Files.readString(task.resolve("schedstat")).split(" ", -1)[0]);
  }
}
