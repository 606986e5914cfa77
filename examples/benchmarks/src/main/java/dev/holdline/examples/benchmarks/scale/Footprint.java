package dev.holdline.examples.benchmarks.scale;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What this process weighs, in bytes.
 *
 * @param resident what of its memory is in RAM, proc_pid_smaps(5), but of the Java heap only what
 *     is used: how much more a collector keeps depends on what happened before, not on who waits
 * @param heap what is used of the Java heap
 * @param kernel kernel stacks, page tables and slabs that cannot be reclaimed, proc_meminfo(5); of
 *     the whole machine, as the kernel does not tell it by process
 */
record Footprint(long resident, long heap, long kernel) {
  private static final int COLLECTIONS = 10; // at most
  private static final long CLEANING_MILLIS = 100;
  private static final long SMALL = 16 * 1024;

  /**
   * All of the heap is in RAM, or it could not be told from the rest; and what is softly reachable
   * goes at the first collection, not at one between two looks.
   */
  static final List<String> JVM_OPTIONS =
      List.of(
          "-XX:+UseSerialGC",
          "-Xms512m",
          "-Xmx2g",
          "-XX:+AlwaysPreTouch",
          "-XX:SoftRefLRUPolicyMSPerMB=0");

  /** Returns it after garbage was collected. */
  static Footprint now() throws IOException, InterruptedException {
    collect();
    List<String> rollup = Files.readAllLines(Path.of("/proc/self/smaps_rollup"));
    List<String> machine = Files.readAllLines(Path.of("/proc/meminfo"));
    MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
    return new Footprint(
        ProcFiles.number(rollup, "Rss") - heap.getCommitted() + heap.getUsed(),
        heap.getUsed(),
        Stream.of("KernelStack", "PageTables", "SUnreclaim")
            .mapToLong(key -> ProcFiles.number(machine, key))
            .sum());
  }

  /** Collects until no more goes: what has a cleaner goes only after that has run. */
  private static void collect() throws InterruptedException {
    long before = Long.MAX_VALUE;
    long used = heapUsed();
    for (int i = 0; i < COLLECTIONS && before - used > SMALL; i++) {
      before = used;
      System.gc();
      TimeUnit.MILLISECONDS.sleep(CLEANING_MILLIS);
      System.gc();
      used = heapUsed();
    }
  }

  private static long heapUsed() {
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  Footprint minus(Footprint before) {
    return new Footprint(resident - before.resident, heap - before.heap, kernel - before.kernel);
  }
}
