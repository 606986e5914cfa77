package dev.holdline.examples.benchmarks.wire.pair;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class BusyCoresTest {
  private static final Duration WORK = Duration.ofSeconds(1);
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @Test
  void start_keepsAsManyProcessesBusyAsThereAreCores_andCloseEndsThem() throws Exception {
    BusyCores cores = BusyCores.start();
    List<ProcessHandle> processes = cores.processes();
    try {
      assertThat(processes).hasSize(Runtime.getRuntime().availableProcessors());
      long deadline = System.nanoTime() + LIMIT.toNanos();
      while (!processes.stream().allMatch(BusyCoresTest::hasWorked)) {
        assertThat(System.nanoTime()).isLessThan(deadline);
        Thread.onSpinWait();
      }
    } finally {
      cores.close();
    }
    assertThat(processes).noneMatch(ProcessHandle::isAlive);
  }

  private static boolean hasWorked(ProcessHandle process) {
    return process.info().totalCpuDuration().filter(used -> used.compareTo(WORK) > 0).isPresent();
  }
}
