package dev.holdline.held;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdline.fixture.FaultySyscalls;
import dev.holdline.fixture.ManualClock;
import dev.holdline.fixture.Pair;
import dev.holdline.posix.Poll;
import dev.holdline.selector.BackgroundSelector;
import dev.holdline.selector.Clock;
import dev.holdline.selector.PollerChoice;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

final class WatchTest {
  private static final long SLICE = TimeUnit.SECONDS.toNanos(50);

  private final FaultySyscalls syscalls = new FaultySyscalls();
  private final Clock clock = new ManualClock(3);
  private final Descriptors descriptors = new Descriptors(syscalls, clock);

  @AutoClose
  private final BackgroundSelector selector =
      new BackgroundSelector(syscalls, PollerChoice.EPOLL, SLICE, clock);

  @AutoClose private final Pair pair = new Pair();

  private final Watch watch =
      Objects.requireNonNull(descriptors.acquire(pair.ours(), selector)).watch();

  @Test
  void sliceEnd_wakeUpLost_wakesAgain() {
    Signalled waiter = new Signalled();
    assertThat(watch.enlist(waiter, Poll.POLLIN, true)).isTrue();
    watch.ready(Poll.POLLIN);
    assertThat(waiter.wakes).hasValue(1);
    watch.sliceEnd();
    assertThat(waiter.wakes).hasValue(2);
    watch.withdraw(waiter, 0, true);
  }
}
