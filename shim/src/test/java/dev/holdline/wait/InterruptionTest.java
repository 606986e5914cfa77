package dev.holdline.wait;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class InterruptionTest {
  private final Thread self = Thread.currentThread();

  @AfterEach
  void clear() {
    Thread.interrupted();
    begin(InterruptPolicy.SIGNAL).end();
  }

  private static Interruption begin(InterruptPolicy policy) {
    Interruption interruption = new Interruption();
    interruption.begin(policy);
    return interruption;
  }

  private static boolean wait(InterruptPolicy policy) {
    Interruption interruption = begin(policy);
    boolean ended = interruption.endsWait();
    interruption.end();
    return ended;
  }

  private static Map<?, ?> reported() throws ReflectiveOperationException {
    Field field = Interruption.class.getDeclaredField("REPORTED");
    field.setAccessible(true);
    return (Map<?, ?>) field.get(null);
  }

  @ParameterizedTest
  @EnumSource(InterruptPolicy.class)
  void wait_notInterrupted_goesOn(InterruptPolicy policy) {
    assertThat(wait(policy)).isFalse();
    assertThat(self.isInterrupted()).isFalse();
  }

  @ParameterizedTest
  @EnumSource(names = {"SIGNAL", "CLOSE"})
  void wait_interruptedBefore_endsOnceAndTheFlagStays(InterruptPolicy policy) {
    self.interrupt();
    assertThat(wait(policy)).isTrue();
    assertThat(self.isInterrupted()).isTrue();
    assertThat(wait(policy)).isFalse();
    assertThat(self.isInterrupted()).isTrue();
    assertThat(wait(policy)).isFalse();
  }

  @Test
  void wait_reportedFlag_isOutOfTheWayMeanwhile() {
    self.interrupt();
    wait(InterruptPolicy.SIGNAL);
    Interruption second = begin(InterruptPolicy.SIGNAL);
    assertThat(self.isInterrupted()).isFalse(); // park() would return at once
    second.end();
    assertThat(self.isInterrupted()).isTrue();
  }

  @Test
  void wait_interruptedOnceMoreDuringIt_endsOnceMore() {
    self.interrupt();
    wait(InterruptPolicy.SIGNAL);
    Interruption second = begin(InterruptPolicy.SIGNAL);
    assertThat(second.endsWait()).isFalse();
    self.interrupt();
    assertThat(second.endsWait()).isTrue();
    second.end();
    assertThat(self.isInterrupted()).isTrue();
    assertThat(wait(InterruptPolicy.SIGNAL)).isFalse();
  }

  @Test
  void wait_interruptedOnceMoreWhileDataEndsIt_endsTheNextWait() {
    self.interrupt();
    wait(InterruptPolicy.SIGNAL);
    Interruption second = begin(InterruptPolicy.SIGNAL);
    self.interrupt(); // nobody asks: there was data
    second.end();
    assertThat(self.isInterrupted()).isTrue();
    assertThat(wait(InterruptPolicy.SIGNAL)).isTrue();
    assertThat(wait(InterruptPolicy.SIGNAL)).isFalse();
  }

  @Test
  void wait_flagClearedByTheProgramAndSetAgain_endsAgain() {
    self.interrupt();
    wait(InterruptPolicy.SIGNAL);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(wait(InterruptPolicy.SIGNAL)).isFalse(); // sees that the flag is gone
    self.interrupt();
    assertThat(wait(InterruptPolicy.SIGNAL)).isTrue();
  }

  @Test
  void takeBack_reported_endsTheNextWaitAgain() {
    self.interrupt();
    assertThat(wait(InterruptPolicy.SIGNAL)).isTrue();
    Interruption.takeBack();
    assertThat(wait(InterruptPolicy.SIGNAL)).isTrue();
    assertThat(wait(InterruptPolicy.SIGNAL)).isFalse();
  }

  @Test
  void wait_ignored_goesOnAndTheFlagIsBackAfterwards() {
    self.interrupt();
    Interruption interruption = begin(InterruptPolicy.IGNORE);
    assertThat(self.isInterrupted()).isFalse();
    self.interrupt();
    assertThat(interruption.endsWait()).isFalse();
    assertThat(self.isInterrupted()).isFalse();
    interruption.end();
    assertThat(self.isInterrupted()).isTrue();
  }

  @Test
  void reported_threadsThatEnded_areForgotten() throws Exception {
    for (int i = 0; i < 100; i++) {
      Thread thread =
          new Thread(
              () -> {
                Thread.currentThread().interrupt();
                wait(InterruptPolicy.SIGNAL);
              });
      thread.start();
      thread.join(TimeUnit.SECONDS.toMillis(10));
    }
    self.interrupt();
    wait(InterruptPolicy.SIGNAL);

    assertThat(reported()).hasSize(1);
    Thread.interrupted();
    wait(InterruptPolicy.SIGNAL);
    assertThat(reported()).isEmpty();
  }
}
