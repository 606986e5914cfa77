package dev.holdline.examples.benchmarks.wire.pair;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProcessCpuTest {
  private static final Duration TICK = Duration.ofMillis(10);

  @Test
  void nanos_areThoseThatTheJvmTells_betweenTheTicks() {
    long before = jvm();
    long asked = ProcessCpu.nanos();
    long after = jvm();

    assertThat(asked).isBetween(before - TICK.toNanos(), after + 2 * TICK.toNanos());
  }

  @Test
  void nanos_ofABusyThread_areCounted_inLessThanTicks() {
    long before = ProcessCpu.nanos();
    long now = before;
    while (now == before) {
      now = ProcessCpu.nanos();
    }
    assertThat(now - before).isBetween(1L, TICK.toNanos());
  }

  private static long jvm() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }
}
