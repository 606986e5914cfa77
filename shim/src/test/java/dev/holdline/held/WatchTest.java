package dev.holdline.held;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdline.fixture.FaultySyscalls;
import dev.holdline.fixture.ManualClock;
import dev.holdline.fixture.Pair;
import dev.holdline.fixture.Registry;
import dev.holdline.posix.Poll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

final class WatchTest {
  @AutoClose
  private final Registry registry = new Registry(new FaultySyscalls(), new ManualClock(3));

  @AutoClose private final Pair pair = new Pair();

  private final Watch watch = registry.acquire(pair.ours()).watch();

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
