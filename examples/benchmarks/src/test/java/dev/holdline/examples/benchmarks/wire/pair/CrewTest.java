package dev.holdline.examples.benchmarks.wire.pair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdline.examples.benchmarks.Threads;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CrewTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final Crew crew = new Crew(Threads.PLATFORM);

  @Test
  void run_everyTaskIsDoneSoManyTimes() throws Exception {
    AtomicInteger done = new AtomicInteger();
    crew.add(3, done::incrementAndGet);
    crew.add(4, done::incrementAndGet);
    Cost cost = crew.run(LIMIT);
    assertThat(cost.micros()).isPositive();
    assertThat(cost.cpuMicros()).isNotNegative();
    assertThat(done).hasValue(7);
  }

  @Test
  void run_taskFails_saysWhy() {
    crew.add(
        1,
        () -> {
          throw new IOException("no route");
        });
    assertThatThrownBy(() -> crew.run(LIMIT))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("a thread failed: no route")
        .hasCauseInstanceOf(IOException.class);
  }

  @Test
  void run_taskDoesNotEnd_endsAtTheLimit() {
    CountDownLatch never = new CountDownLatch(1);
    crew.add(1, never::await);
    assertThatThrownBy(() -> crew.run(Duration.ofMillis(50))).isInstanceOf(TimeoutException.class);
    never.countDown();
  }
}
