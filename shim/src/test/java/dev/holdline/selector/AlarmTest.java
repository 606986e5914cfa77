package dev.holdline.selector;

import static dev.holdline.fixture.Eventually.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.holdline.fixture.FaultySyscalls;
import dev.holdline.fixture.FaultySyscalls.Name;
import dev.holdline.fixture.ManualClock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

final class AlarmTest {
  private static final long SLICE = TimeUnit.SECONDS.toNanos(50);
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final FaultySyscalls syscalls = new FaultySyscalls();
  private final ManualClock clock = new ManualClock(Long.MAX_VALUE - 5); // soon negative
  private final List<String> wentOff = new CopyOnWriteArrayList<>();

  @AutoClose
  private final BackgroundSelector selector =
      new BackgroundSelector(syscalls, PollerChoice.EPOLL, SLICE, clock);

  private Alarm alarm(String name, long inSeconds, long toleranceSeconds) {
    long at = clock.now() + inSeconds * SECOND;
    return selector.alarm(at, toleranceSeconds * SECOND, () -> wentOff.add(name));
  }

  /** Lets the thread look at its clock once more. */
  private void wakeSelector() {
    long polls = syscalls.count(Name.EPOLL_WAIT);
    selector.alarm(clock.now(), 0, () -> {});
    until(() -> syscalls.count(Name.EPOLL_WAIT) > polls);
  }

  @Test
  void alarm_beforeItsTime_doesNotGoOff() {
    alarm("late", 10, 0);
    wakeSelector();
    assertThat(wentOff).isEmpty();
    clock.advance(Duration.ofSeconds(9));
    wakeSelector();
    assertThat(wentOff).isEmpty();
    clock.advance(Duration.ofSeconds(1));
    wakeSelector();
    assertThat(wentOff).containsExactly("late");
  }

  @Test
  void alarm_severalDue_goOffInOrderInOneWakeUp() {
    alarm("third", 30, 0);
    alarm("first", 10, 60); // may wait, but need not
    alarm("second", 20, 0);
    alarm("later", 40, 60);
    clock.advance(Duration.ofSeconds(30));
    wakeSelector();
    assertThat(wentOff).containsExactly("first", "second", "third");
  }

  @Test
  void cancel_before_doesNotGoOff() {
    Alarm alarm = alarm("cancelled", 10, 0);
    assertThat(alarm.cancel()).isTrue();
    assertThat(alarm.cancel()).isFalse();
    clock.advance(Duration.ofSeconds(10));
    wakeSelector();
    assertThat(wentOff).isEmpty();
  }

  @Test
  void alarm_throws_othersGoOffAndTheSelectorLives() {
    selector.alarm(
        clock.now(),
        0,
        () -> {
          throw new IllegalStateException("by a test");
        });
    alarm("other", 0, 0);
    wakeSelector();
    until(() -> wentOff.contains("other"));
    assertThat(selector.failure()).isEmpty();
  }

  @Test
  void alarm_negativeTolerance_isRefusedWithIt() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> selector.alarm(0, -7, () -> {}))
        .withMessageContaining("-7");
  }

  /** The kernel's clock goes on, so the thread would look at its own again and again. */
  @Test
  void alarm_hugeTolerance_doesNotKeepTheThreadAwake() {
    try (BackgroundSelector real =
        new BackgroundSelector(syscalls, PollerChoice.EPOLL, SLICE, System::nanoTime)) {
      real.start();
      real.alarm(System.nanoTime() + 60 * SECOND, Long.MAX_VALUE, () -> {});
      real.alarm(System.nanoTime() + SECOND / 2, 0, () -> wentOff.add("later"));
      until(() -> !wentOff.isEmpty());
      assertThat(syscalls.count(Name.EPOLL_WAIT)).isLessThan(10);
    }
  }

  /** For real: the thread is asleep for a slice when the alarm comes. */
  @Test
  void alarm_setWhileTheThreadSleeps_wakesItInTime() {
    try (BackgroundSelector real =
        new BackgroundSelector(syscalls, PollerChoice.EPOLL, SLICE, System::nanoTime)) {
      real.start();
      until(() -> syscalls.count(Name.EPOLL_WAIT) > 0);
      long begin = System.nanoTime();
      long at = begin + TimeUnit.MILLISECONDS.toNanos(100);
      real.alarm(at, 0, () -> wentOff.add("real"));
      until(() -> !wentOff.isEmpty());
      assertThat(Duration.ofNanos(System.nanoTime() - begin))
          .isBetween(Duration.ofMillis(100), Duration.ofSeconds(5));
    }
  }
}
