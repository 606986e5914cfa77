package dev.holdline.selector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DeadlineTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  @ParameterizedTest
  @ValueSource(longs = {0, 1, -1, 12345, Long.MIN_VALUE, Long.MAX_VALUE, Long.MAX_VALUE - 5})
  void left_atAnyTimeOfTheClock_isTheTimeout(long now) {
    long deadline = Deadline.after(now, SECOND);

    assertThat(Deadline.left(deadline, now)).isEqualTo(SECOND);
    assertThat(Deadline.left(deadline, now + SECOND - 1)).isEqualTo(1);
    assertThat(Deadline.left(deadline, now + SECOND)).isZero();
    assertThat(Deadline.left(deadline, now + 2 * SECOND)).isEqualTo(-SECOND);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, Long.MIN_VALUE, Long.MAX_VALUE})
  void left_noTimeout_isNeverOver(long now) {
    assertThat(Deadline.after(now, Deadline.NONE)).isEqualTo(Deadline.NONE);
    assertThat(Deadline.left(Deadline.NONE, now)).isEqualTo(Deadline.NONE);
  }

  @Test
  void after_zero_isOverAtOnce() {
    assertThat(Deadline.left(Deadline.after(7, 0), 7)).isZero();
  }
}
