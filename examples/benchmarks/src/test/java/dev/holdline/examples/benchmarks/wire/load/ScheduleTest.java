package dev.holdline.examples.benchmarks.wire.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ScheduleTest {
  private final Schedule schedule = new Schedule(1000, 2.5, 3);

  @Test
  void intendedNanos_isAtEqualDistances_withoutDrift() {
    assertThat(schedule.intendedNanos(0)).isEqualTo(1000);
    assertThat(schedule.intendedNanos(1)).isEqualTo(1002);
    assertThat(schedule.intendedNanos(1_000_000)).isEqualTo(2_501_000);
  }

  @Test
  void request_isTheInverseOfConnection() {
    long[] earlier = new long[3];
    for (long request = 0; request < 20; request++) {
      int connection = schedule.connection(request);
      assertThat(schedule.request(connection, earlier[connection]++)).isEqualTo(request);
    }
  }
}
