package dev.holdline.selector;

import static dev.holdline.fixture.Eventually.until;
import static dev.holdline.fixture.FaultySyscalls.Name.EPOLL_WAIT;
import static dev.holdline.fixture.FaultySyscalls.Name.POLL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdline.fixture.FaultySyscalls;
import dev.holdline.fixture.ManualClock;
import dev.holdline.fixture.Pair;
import dev.holdline.fixture.Plain;
import dev.holdline.posix.Poll;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;

/** One clock for the slices of all descriptors, and no wake-up besides. */
final class SliceClockTest {
  private static final Duration SLICE = Duration.ofMillis(20);

  private final FaultySyscalls syscalls = new FaultySyscalls();
  private final ManualClock stopped = new ManualClock(Long.MAX_VALUE - 5); // soon negative
  @AutoClose private final Pair pair = new Pair();
  private final Recorder ours = new Recorder(pair.ours(), 1);

  private BackgroundSelector selector(PollerChoice choice, Clock clock) {
    return new BackgroundSelector(syscalls, choice, SLICE.toNanos(), clock);
  }

  private long polls() {
    return syscalls.count(EPOLL_WAIT) + syscalls.count(POLL);
  }

  @EachPoller
  void clock_stopped_endsNoSliceUntilItGoesOn(PollerChoice choice) {
    try (BackgroundSelector selector = selector(choice, stopped)) {
      selector.register(ours);
      until(() -> polls() >= 3); // the kernel's clock went on for two slices
      assertThat(ours.slices).hasValue(0);

      stopped.advance(SLICE.multipliedBy(10));

      until(() -> ours.slices.get() > 0);
      long polls = polls();
      until(() -> polls() >= polls + 2);
      assertThat(ours.slices).hasValue(1); // one for the whole gap
    }
  }

  @EachPoller
  void idle_manyHolds_wakesOnceASlice(PollerChoice choice) {
    try (BackgroundSelector selector = selector(choice, System::nanoTime);
        Pair other = new Pair()) {
      Recorder second = new Recorder(other.ours(), 2);
      selector.register(ours);
      selector.register(second);
      until(() -> ours.slices.get() >= 10);
      assertThat(polls()).isLessThanOrEqualTo(2L * ours.slices.get() + 5);
      assertThat(second.slices.get()).isBetween(9, ours.slices.get() + 1);
    }
  }

  /** A dup keeps the open file, and with it epoll's registration, alive after the close. */
  @EachPoller
  void poll_ghostOfAClosedDescriptor_doesNotSpin(PollerChoice choice) {
    try (BackgroundSelector selector = selector(choice, System::nanoTime)) {
      int dup = Plain.LIBC.dup(pair.ours());
      selector.register(ours);
      selector.arm(ours, Poll.POLLIN);
      pair.closeOurs(); // behind the selector's back
      Plain.send(pair.peer(), 'x');
      until(() -> !ours.events.isEmpty());
      selector.unregister(ours);
      long polls = polls();
      int slices = ours.slices.get();
      Recorder witness = new Recorder(pair.peer(), 3);
      selector.register(witness);
      until(() -> witness.slices.get() >= 10);
      assertThat(polls() - polls).isLessThanOrEqualTo(2L * witness.slices.get() + 8);
      assertThat(ours.slices.get() - slices).isLessThanOrEqualTo(1);
      Plain.LIBC.close(dup);
    }
  }
}
