package dev.holdline.wait;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class BackoffTest {
  private static final int TRIES = 12;

  private static long[] pauses(Backoff backoff) {
    return LongStream.range(0, TRIES)
        .map(miss -> TimeUnit.NANOSECONDS.toMillis(backoff.pauseNanos((int) miss)))
        .toArray();
  }

  @Test
  void falseReadiness_missAfterMiss_isNoneThenDoublesTo32Milliseconds() {
    assertThat(pauses(Backoff.FALSE_READINESS))
        .containsExactly(0, 0, 1, 2, 4, 8, 16, 32, 32, 32, 32, 32);
    assertThat(Backoff.FALSE_READINESS.pauseNanos(2)).isEqualTo(Backoff.SHORTEST);
  }

  @Test
  void pause_longestBetweenTwoSteps_isNeverExceeded() {
    Backoff backoff = new Backoff(Backoff.SHORTEST, 20 * Backoff.SHORTEST);
    assertThat(pauses(backoff)).containsExactly(0, 1, 2, 4, 8, 16, 20, 20, 20, 20, 20, 20);
    assertThat(backoff.pauseNanos(Integer.MAX_VALUE)).isEqualTo(20 * Backoff.SHORTEST);
  }

  @Test
  void create_longestShorterThanShortest_isRefusedWithBoth() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Backoff(5, 4))
        .withMessageContaining("5")
        .withMessageContaining("4");
  }
}
