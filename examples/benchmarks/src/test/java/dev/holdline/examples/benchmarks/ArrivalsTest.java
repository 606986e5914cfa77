package dev.holdline.examples.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
class ArrivalsTest {
  private final Arrivals arrivals = new Arrivals();

  @Test
  void await_lastOneArrived_returnsWhen() {
    arrivals.expect(2);
    arrivals.arrive();
    long before = System.nanoTime();
    arrivals.arrive();
    long after = System.nanoTime();
    assertThat(arrivals.await(Duration.ofSeconds(1))).isBetween(before, after);
  }

  @Test
  void await_byOtherThread_isWoken() throws Exception {
    arrivals.expect(3);
    Thread other = new Thread(() -> arrivals.arrive(3));
    other.start();
    arrivals.await(Duration.ofSeconds(30));
    other.join();
  }

  @Test
  void await_oneMissing_saysSo() {
    arrivals.expect(2);
    arrivals.arrive();
    assertThatIllegalStateException()
        .isThrownBy(() -> arrivals.await(Duration.ofMillis(10)))
        .withMessage("1 did not arrive within PT0.01S");
  }
}
