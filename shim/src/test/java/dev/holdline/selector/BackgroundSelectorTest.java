package dev.holdline.selector;

import static dev.holdline.fixture.Eventually.until;
import static dev.holdline.fixture.FaultySyscalls.Name.EPOLL_CREATE;
import static dev.holdline.fixture.FaultySyscalls.Name.EPOLL_WAIT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdline.fixture.CapturedLog;
import dev.holdline.fixture.FaultySyscalls;
import dev.holdline.fixture.Pair;
import dev.holdline.fixture.Plain;
import dev.holdline.posix.Errno;
import dev.holdline.posix.Poll;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the selector reports of the descriptors it was asked about, and its end. */
@SuppressWarnings("try") // closing is what some tests are about
@ExtendWith(CapturedLog.Emptied.class)
final class BackgroundSelectorTest {
  private static final Duration LONG_SLICE = Duration.ofSeconds(50);

  private final FaultySyscalls syscalls = new FaultySyscalls();
  @AutoClose private final Pair pair = new Pair();
  private final Recorder ours = new Recorder(pair.ours(), 1);

  private BackgroundSelector selector(PollerChoice choice) {
    return new BackgroundSelector(syscalls, choice, LONG_SLICE.toNanos(), System::nanoTime);
  }

  @EachPoller
  void arm_registeredDescriptor_isReportedOnce(PollerChoice choice) {
    try (BackgroundSelector selector = selector(choice)) {
      assertThat(selector.register(ours)).isZero();
      assertThat(selector.arm(ours, Poll.POLLIN)).isZero();
      Plain.send(pair.peer(), 'x');
      until(() -> !ours.events.isEmpty());

      Plain.send(pair.peer(), 'y');
      assertThat(selector.arm(ours, Poll.POLLOUT)).isZero();
      until(() -> ours.events.size() == 2);
      assertThat(ours.events).containsExactly(Poll.POLLIN, Poll.POLLOUT);
    }
  }

  @EachPoller
  void register_nobodyWaits_noticesADeadPeer(PollerChoice choice) {
    try (BackgroundSelector selector = selector(choice)) {
      selector.register(ours);
      Plain.send(pair.peer(), 'x'); // data is nobody's business now
      pair.closePeer();
      until(() -> !ours.events.isEmpty());
      assertThat(ours.events).containsExactly(Poll.POLLRDHUP | Poll.POLLHUP);
    }
  }

  @EachPoller
  void arm_descriptorThatIsNotTheWatchedOne_isEnoentAndLeavesTheRegistration(PollerChoice choice) {
    try (BackgroundSelector selector = selector(choice)) {
      Recorder stale = new Recorder(pair.ours(), 7);
      selector.register(ours);
      assertThat(selector.arm(stale, Poll.POLLOUT)).isEqualTo(-Errno.ENOENT);
      selector.arm(ours, Poll.POLLOUT);
      until(() -> !ours.events.isEmpty());
      assertThat(stale.events).isEmpty();
    }
  }

  @Test
  void arm_fileIsBackAfterItWasForgotten_isEnoent() {
    try (BackgroundSelector selector = selector(PollerChoice.EPOLL);
        Pair other = new Pair()) {
      selector.register(ours);
      int copy = Plain.LIBC.dup(pair.ours());
      Plain.LIBC.dup2(other.ours(), pair.ours());
      selector.unregister(ours); // the kernel knows the file still
      Plain.LIBC.dup2(copy, pair.ours());
      assertThat(selector.arm(ours, Poll.POLLIN)).isEqualTo(-Errno.ENOENT);
      assertThat(selector.register(ours)).isZero();
      assertThat(selector.arm(ours, Poll.POLLOUT)).isZero();
      until(() -> !ours.events.isEmpty());
      Plain.LIBC.close(copy);
    }
  }

  @Test
  void dispatch_eventOfAFileThatHadTheNumberBefore_isDropped() {
    try (BackgroundSelector selector = selector(PollerChoice.EPOLL);
        Pair other = new Pair()) {
      selector.register(ours);
      selector.arm(ours, Poll.POLLIN);
      int copy = Plain.LIBC.dup(pair.ours());
      Plain.LIBC.dup2(other.ours(), pair.ours());
      Recorder next = new Recorder(pair.ours(), 2);
      selector.register(next);
      long before = syscalls.count(EPOLL_WAIT);
      Plain.send(pair.peer(), 'x');
      until(() -> syscalls.count(EPOLL_WAIT) > before);
      selector.arm(next, Poll.POLLOUT);
      until(() -> !next.events.isEmpty());
      assertThat(next.events).containsExactly(Poll.POLLOUT);
      assertThat(ours.events).isEmpty();
      Plain.LIBC.close(copy);
    }
  }

  @EachPoller
  void register_again_takesOverTheRegistration(PollerChoice choice) {
    try (BackgroundSelector selector = selector(choice)) {
      Recorder next = new Recorder(pair.ours(), 2);
      selector.register(ours);
      assertThat(selector.register(next)).isZero();
      selector.unregister(ours); // late, and not its own any more
      selector.arm(next, Poll.POLLOUT);
      until(() -> !next.events.isEmpty());
      assertThat(ours.events).isEmpty();
    }
  }

  @EachPoller
  void register_descriptorOfAnEarlierUseOfTheNumber_isEbadfAndLeavesTheLaterOne(
      PollerChoice choice) {
    try (BackgroundSelector selector = selector(choice)) {
      Recorder next = new Recorder(pair.ours(), 2);
      selector.register(next);
      assertThat(selector.register(ours)).isEqualTo(-Errno.EBADF);
      selector.unregister(ours);
      selector.arm(next, Poll.POLLOUT);
      until(() -> !next.events.isEmpty());
      assertThat(ours.events).isEmpty();
    }
  }

  @EachPoller
  void unregister_armedDescriptor_isSilentAndUnknown(PollerChoice choice) {
    try (BackgroundSelector selector = selector(choice)) {
      selector.register(ours);
      selector.arm(ours, Poll.POLLIN);
      selector.unregister(ours);
      selector.unregister(ours);
      Plain.send(pair.peer(), 'x');
      assertThat(selector.arm(ours, Poll.POLLIN)).isEqualTo(-Errno.ENOENT);
      assertThat(ours.events).isEmpty();
    }
  }

  @Test
  void register_descriptorThatIsNotOpen_isEbadfAndForgotten() {
    try (BackgroundSelector selector = selector(PollerChoice.EPOLL)) {
      Recorder nothing = new Recorder(1_000_000, 1);
      assertThat(selector.register(nothing)).isEqualTo(-Errno.EBADF);
      selector.close();
      assertThat(nothing.abandoned).isEmpty();
    }
  }

  @Test
  void poll_interruptedBySignal_goesOn() {
    syscalls.fail(EPOLL_WAIT, fd -> true, Errno.EINTR, 3);
    try (BackgroundSelector selector = selector(PollerChoice.EPOLL)) {
      selector.register(ours);
      selector.arm(ours, Poll.POLLOUT);
      until(() -> !ours.events.isEmpty());
      assertThat(CapturedLog.of(BackgroundSelector.class)).isEmpty();
    }
  }

  @Test
  void close_neverUsed_takesNoDescriptorAndNoThread() {
    try (BackgroundSelector selector = selector(PollerChoice.AUTO)) {
      selector.close();
      assertThat(selector.failure()).hasValue("the selector was closed");
      assertThat(syscalls.count(EPOLL_CREATE)).isZero();
      assertThat(selector.register(ours)).isEqualTo(-Errno.EBADF);
    }
  }

  @EachPoller
  void close_inUse_tellsEachDescriptorAndFreesItsOwn(PollerChoice choice) {
    try (BackgroundSelector selector = selector(choice)) {
      selector.register(ours);
      assertThat(syscalls.openDescriptors()).hasSizeBetween(1, 2);
      selector.close();
      assertThat(ours.abandoned).containsExactly("the selector was closed");
      selector.close();
      assertThat(ours.abandoned).hasSize(1);
      until(() -> syscalls.openDescriptors().isEmpty());
      assertThat(CapturedLog.of(BackgroundSelector.class)).isEmpty();
    }
  }
}
