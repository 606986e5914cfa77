package dev.holdline.wait;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PatienceTest {
  private static final int SELDOM = 32;

  @BeforeEach
  void forgetWhatOthersLearnt() {
    Patience other = new Patience();
    for (int i = 0; i < SELDOM; i++) {
      other.failed();
    }
  }

  @Test
  void virtual_triesOnceInAWhile_whateverTheWaitsTake() {
    Patience patience = new Patience();

    assertThat(tries(patience)).isEqualTo(1);
  }

  @Test
  void platform_afterALongSleep_neverTries() {
    Patience patience = new Patience();
    patience.paid(5_000);
    patience.slept(Patience.BRIEF);

    assertThat(patience.platformNanos()).isZero();
  }

  @Test
  void platform_beforeAnySleep_neverTries() {
    Patience patience = new Patience();
    patience.paid(5_000);

    assertThat(patience.platformNanos()).isZero();
  }

  @Test
  void platform_afterBriefSleeps_triesOnceInAWhile_forNoLongerThanASleep() {
    Patience patience = new Patience();
    patience.slept(Patience.BRIEF - 1);

    Map<Long, Long> asked =
        LongStream.range(0, SELDOM)
            .mapToObj(i -> patience.platformNanos())
            .collect(Collectors.groupingBy(nanos -> nanos, Collectors.counting()));
    assertThat(asked)
        .containsOnly(Map.entry(0L, SELDOM - 1L), Map.entry((long) Patience.SLEEP, 1L));
  }

  @Test
  void platform_thatWasPaid_triesEachTime_untilItFailedOften() {
    Patience patience = new Patience();
    patience.slept(Patience.BRIEF - 1);
    patience.paid(3_000);

    assertThat(patience.platformNanos()).isEqualTo(6_000);
    patience.failed();
    assertThat(patience.platformNanos()).isEqualTo(3_000);
    patience.failed();
    assertThat(patience.platformNanos()).isZero();
  }

  @Test
  void newDescriptor_beginsWithWhatTheOthersLearnt() {
    new Patience().paid(3_000);

    assertThat(new Patience().nanos()).isEqualTo(6_000);
  }

  @Test
  void newDescriptor_beginsWithWhatTheOthersLearntUntilItAsks() {
    Patience early = new Patience();
    new Patience().paid(3_000);

    assertThat(early.nanos()).isEqualTo(6_000);
  }

  @Test
  void newDescriptors_beforeAnyLearnt_oneInEightTriesAtOnce() {
    long tries = Stream.generate(Patience::new).limit(64).filter(p -> p.nanos() > 0).count();

    assertThat(tries).isEqualTo(8);
  }

  private static int tries(Patience patience) {
    int tries = 0;
    for (int i = 0; i < SELDOM; i++) {
      tries += patience.nanos() > 0 ? 1 : 0;
    }
    return tries;
  }
}
