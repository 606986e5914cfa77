package dev.holdline.held;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SpinTimeTest {
  private static final int SELDOM = 32;

  @BeforeEach
  void forgetWhatOthersLearnt() {
    SpinTime other = new SpinTime();
    for (int i = 0; i < SELDOM; i++) {
      other.failed();
    }
  }

  @Test
  void virtual_triesOnceInAWhile_whateverTheWaitsTake() {
    SpinTime spinTime = new SpinTime();

    assertThat(tries(spinTime)).isEqualTo(1);
  }

  @Test
  void platform_afterALongSleep_neverTries() {
    SpinTime spinTime = new SpinTime();
    spinTime.paid(5_000);
    spinTime.slept(SpinTime.BRIEF);

    assertThat(spinTime.ofPlatformThread()).isZero();
  }

  @Test
  void platform_beforeAnySleep_neverTries() {
    SpinTime spinTime = new SpinTime();
    spinTime.paid(5_000);

    assertThat(spinTime.ofPlatformThread()).isZero();
  }

  @Test
  void platform_afterBriefSleeps_triesOnceInAWhile_forNoLongerThanASleep() {
    SpinTime spinTime = new SpinTime();
    spinTime.slept(SpinTime.BRIEF - 1);

    Map<Long, Long> asked =
        LongStream.range(0, SELDOM)
            .mapToObj(i -> spinTime.ofPlatformThread())
            .collect(Collectors.groupingBy(nanos -> nanos, Collectors.counting()));
    assertThat(asked)
        .containsOnly(Map.entry(0L, SELDOM - 1L), Map.entry((long) SpinTime.SLEEP, 1L));
  }

  @Test
  void platform_thatWasPaid_triesEachTime_untilItFailedOften() {
    SpinTime spinTime = new SpinTime();
    spinTime.slept(SpinTime.BRIEF - 1);
    spinTime.paid(3_000);

    assertThat(spinTime.ofPlatformThread()).isEqualTo(6_000);
    spinTime.failed();
    assertThat(spinTime.ofPlatformThread()).isEqualTo(3_000);
    spinTime.failed();
    assertThat(spinTime.ofPlatformThread()).isZero();
  }

  @Test
  void newDescriptor_beginsWithWhatTheOthersLearnt() {
    new SpinTime().paid(3_000);

    assertThat(new SpinTime().ofVirtualThread()).isEqualTo(6_000);
  }

  @Test
  void newDescriptor_beginsWithWhatTheOthersLearntUntilItAsks() {
    SpinTime early = new SpinTime();
    new SpinTime().paid(3_000);

    assertThat(early.ofVirtualThread()).isEqualTo(6_000);
  }

  @Test
  void newDescriptors_beforeAnyLearnt_oneInEightTriesAtOnce() {
    long tries =
        Stream.generate(SpinTime::new).limit(64).filter(p -> p.ofVirtualThread() > 0).count();

    assertThat(tries).isEqualTo(8);
  }

  private static int tries(SpinTime spinTime) {
    int tries = 0;
    for (int i = 0; i < SELDOM; i++) {
      tries += spinTime.ofVirtualThread() > 0 ? 1 : 0;
    }
    return tries;
  }
}
