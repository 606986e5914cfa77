package dev.holdline.wait;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class BackoffTest {
  private final Backoff backoff = new Backoff();

  @Test
  void pause_missAfterMiss_isNoneThenDoublesTo32Milliseconds() {
    long[] pauses =
        LongStream.range(0, 12)
            .map(
                miss -> {
                  long pause = TimeUnit.NANOSECONDS.toMillis(backoff.pauseNanos());
                  backoff.miss();
                  return pause;
                })
            .toArray();
    assertThat(pauses).containsExactly(0, 0, 1, 2, 4, 8, 16, 32, 32, 32, 32, 32);
  }

  @Test
  void reset_afterMisses_beginsAnew() {
    LongStream.range(0, 100).forEach(i -> backoff.miss());
    backoff.reset();
    assertThat(backoff.pauseNanos()).isZero();
    backoff.miss();
    assertThat(backoff.pauseNanos()).isZero();
    backoff.miss();
    assertThat(backoff.pauseNanos()).isEqualTo(Backoff.SHORTEST);
  }
}
