package dev.holdline.wait;

import static org.assertj.core.api.Assertions.assertThat;

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

    for (int i = 1; i < SELDOM; i++) {
      assertThat(patience.platformNanos()).isZero();
    }
    assertThat(patience.platformNanos()).isEqualTo(Patience.SLEEP);
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

  private static int tries(Patience patience) {
    int tries = 0;
    for (int i = 0; i < SELDOM; i++) {
      tries += patience.nanos() > 0 ? 1 : 0;
    }
    return tries;
  }
}
