package dev.holdline.selector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdline.fixture.CapturedLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(CapturedLog.Emptied.class)
final class RunningSelectorsTest {
  private final RunningSelectors running = new RunningSelectors();

  private void begin(int count) {
    for (int i = 0; i < count; i++) {
      assertThat(running.begun()).startsWith("holdline-selector-");
      running.warnIfMany();
    }
  }

  @Test
  void begun_eachTime_isAnotherName() {
    assertThat(running.begun()).isEqualTo("holdline-selector-1");
    assertThat(running.begun()).isEqualTo("holdline-selector-2");
  }

  @Test
  void begun_eightAtATime_isWarnedOfOnce() {
    begin(7);
    assertThat(CapturedLog.of(RunningSelectors.class)).isEmpty();
    begin(20);
    assertThat(CapturedLog.of(RunningSelectors.class))
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.level()).isEqualTo(System.Logger.Level.WARNING);
              assertThat(entry.message()).contains("8 Holdlines are open", "Holdline.shared()");
            });
  }

  @Test
  void begun_manyOneAfterTheOther_isNotWarnedOf() {
    for (int i = 0; i < 20; i++) {
      assertThat(running.begun()).isNotEmpty();
      running.warnIfMany();
      running.ended();
    }
    assertThat(CapturedLog.of(RunningSelectors.class)).isEmpty();
  }
}
