package dev.holdline;

import static dev.holdline.fixture.Eventually.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdline.fixture.CapturedLog;
import dev.holdline.fixture.Pair;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A hold that nobody closed is reported with where it was opened. */
@ExtendWith(CapturedLog.Emptied.class)
final class ForgottenHoldTest {
  @AutoClose private final Pair pair = new Pair();
  @AutoClose private final Holdline holdline = Holdline.create(HoldlineConfig.builder().build());

  @Test
  void hold_forgotten_isReportedWithWhereItWasOpened() {
    forget(pair.ours());
    until(
        () -> {
          System.gc();
          return !CapturedLog.of(Hold.class).isEmpty();
        });
    assertThat(CapturedLog.of(Hold.class))
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.level()).isEqualTo(System.Logger.Level.WARNING);
              assertThat(entry.message())
                  .contains("descriptor " + pair.ours() + " was never closed", "Hold.close()");
              assertThat(entry.thrown()).hasStackTraceContaining("ForgottenHoldTest.forget");
            });
  }

  @SuppressWarnings({"resource", "MustBeClosed"})
  private void forget(int fd) {
    assertThat(holdline.hold(fd).status().state()).isEqualTo(HoldStatus.State.EFFECTIVE);
  }

  @Test
  void hold_closed_isNotReported() {
    holdline.hold(pair.ours()).close();
    forget(pair.peer());
    until(
        () -> {
          System.gc();
          return !CapturedLog.of(Hold.class).isEmpty();
        });
    assertThat(CapturedLog.of(Hold.class))
        .extracting(CapturedLog.Entry::message)
        .allMatch(message -> message.contains("descriptor " + pair.peer() + " "));
  }
}
