package dev.holdline.selector;

import static dev.holdline.fixture.Eventually.until;
import static dev.holdline.fixture.FaultySyscalls.Name.EPOLL_CREATE;
import static dev.holdline.fixture.FaultySyscalls.Name.EPOLL_WAIT;
import static dev.holdline.fixture.FaultySyscalls.Name.EVENTFD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdline.fixture.CapturedLog;
import dev.holdline.fixture.FaultySyscalls;
import dev.holdline.fixture.Pair;
import dev.holdline.posix.Errno;
import dev.holdline.posix.Poll;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The selector fails, once or for good, or cannot be opened at all. */
@ExtendWith(CapturedLog.Emptied.class)
final class SelectorFailureTest {
  private static final Duration SLICE = Duration.ofMillis(20);

  private final FaultySyscalls syscalls = new FaultySyscalls();
  @AutoClose private final Pair pair = new Pair();
  private final Recorder ours = new Recorder(pair.ours(), 1);

  private BackgroundSelector selector() {
    return selector(PollerChoice.EPOLL);
  }

  private BackgroundSelector selector(PollerChoice choice) {
    return new BackgroundSelector(syscalls, choice, SLICE.toNanos(), System::nanoTime);
  }

  @Test
  void thread_failsOnce_isLoggedAndRestarted() {
    try (BackgroundSelector selector = selector()) {
      selector.register(ours);
      syscalls.failThrowing(EPOLL_WAIT, () -> new AssertionError("injected"), 1);
      until(() -> syscalls.count(EPOLL_CREATE) == 2);
      until(
          () -> {
            selector.arm(ours, Poll.POLLOUT); // the new poller knows what the old one knew
            return !ours.events.isEmpty();
          });
      assertThat(selector.failure()).isEmpty();
      assertThat(ours.restarts).containsExactly(0);
      assertThat(ours.abandoned).isEmpty();
      assertThat(CapturedLog.of(BackgroundSelector.class))
          .singleElement()
          .satisfies(
              entry -> {
                assertThat(entry.level()).isEqualTo(System.Logger.Level.WARNING);
                assertThat(entry.message()).contains("failed and is restarted");
                assertThat(entry.thrown()).hasMessage("injected");
              });
      until(() -> syscalls.openDescriptors().size() == 2); // the old poller's are closed
    }
  }

  @Test
  void thread_failsTwice_isLoggedAndLost() {
    try (BackgroundSelector selector = selector()) {
      selector.register(ours);
      syscalls.failThrowing(EPOLL_WAIT, () -> new AssertionError("injected"), 2);
      until(() -> !ours.abandoned.isEmpty());

      assertThat(selector.failure())
          .hasValueSatisfying(reason -> assertThat(reason).contains("failed twice", "injected"));
      assertThat(ours.abandoned).hasSize(1);
      assertThat(selector.arm(ours, Poll.POLLIN)).isEqualTo(-Errno.EBADF);
      assertThat(selector.register(new Recorder(pair.peer(), 2))).isEqualTo(-Errno.EBADF);
      assertThat(CapturedLog.of(BackgroundSelector.class))
          .extracting(CapturedLog.Entry::level)
          .containsExactly(System.Logger.Level.WARNING, System.Logger.Level.ERROR);
      until(() -> syscalls.openDescriptors().isEmpty());
    }
  }

  /** An error that cannot be named, as when there is no memory left. */
  private static final class Unspeakable extends Error {
    private static final long serialVersionUID = 1;

    @Override
    public String getMessage() {
      throw new OutOfMemoryError("injected");
    }
  }

  @Test
  void thread_failsAndThatCannotBeSaid_isLostAllTheSame() {
    try (BackgroundSelector selector = selector()) {
      selector.register(ours);
      syscalls.failThrowing(EPOLL_WAIT, Unspeakable::new, 2);
      until(() -> !ours.abandoned.isEmpty());
      assertThat(selector.failure()).hasValue("the selector failed twice");
    }
  }

  @Test
  void close_oneCannotBeTold_othersAre() {
    Recorder failing =
        new Recorder(Math.min(pair.ours(), pair.peer()), 1) {
          @Override
          public void abandoned(String reason) {
            throw new OutOfMemoryError("injected");
          }
        };
    Recorder other = new Recorder(Math.max(pair.ours(), pair.peer()), 2);
    try (BackgroundSelector selector = selector()) {
      selector.register(failing);
      selector.register(other);
    }
    assertThat(other.abandoned).containsExactly("the selector was closed");
  }

  @Test
  void restart_noDescriptorLeft_isLostWithTheReason() {
    try (BackgroundSelector selector = selector()) {
      selector.register(ours);
      syscalls.fail(EPOLL_CREATE, Errno.EMFILE);
      syscalls.failThrowing(EPOLL_WAIT, () -> new AssertionError("injected"), 1);
      until(() -> !ours.abandoned.isEmpty());
      assertThat(ours.abandoned)
          .singleElement()
          .satisfies(reason -> assertThat(reason).contains("could not be restarted", "EMFILE"));
    }
  }

  @Test
  void restart_waiterCannotBeArmedAgain_isLostWithTheReason() {
    Recorder failing =
        new Recorder(pair.peer(), 2) {
          @Override
          public void sliceEnd() {
            throw new LinkageError("injected");
          }
        };
    try (BackgroundSelector selector = selector()) {
      selector.register(ours);
      selector.register(failing);
      until(() -> !ours.abandoned.isEmpty() && !failing.abandoned.isEmpty());
      assertThat(ours.abandoned.get(0)).contains("failed twice").contains("injected");
      until(() -> syscalls.openDescriptors().isEmpty());
    }
  }

  /** Nobody is left behind waiting for a thread that is no more. */
  @Test
  void restart_runsOutOfMemory_isLostWithTheReason() {
    try (BackgroundSelector selector = selector()) {
      selector.register(ours);
      syscalls.failThrowing(EPOLL_CREATE, () -> new LinkageError("injected"), 1);
      syscalls.failThrowing(EPOLL_WAIT, () -> new AssertionError("first"), 1);
      until(() -> !ours.abandoned.isEmpty());
      assertThat(selector.failure())
          .hasValueSatisfying(reason -> assertThat(reason).contains("could not be restarted"));
    }
  }

  @Test
  void poll_failsWithErrno_countsAsAFailureOfTheThread() {
    try (BackgroundSelector selector = selector()) {
      selector.register(ours);
      syscalls.fail(EPOLL_WAIT, Errno.EINVAL);
      until(() -> !ours.abandoned.isEmpty());
      assertThat(ours.abandoned.get(0)).contains("failed twice", "EINVAL");
    }
  }

  @Test
  void open_epollRefused_isLostWithTheReason() {
    syscalls.fail(EPOLL_CREATE, Errno.EMFILE);
    try (BackgroundSelector selector = selector()) {
      assertThat(selector.register(ours)).isEqualTo(-Errno.EBADF);
      assertThat(selector.failure())
          .hasValue("the selector could not be opened: epoll_create1 failed with EMFILE");
    }
  }

  @Test
  void open_noThreadToBeHad_isLostWithTheReason() {
    syscalls.failThrowing(EPOLL_CREATE, () -> new OutOfMemoryError("no thread"), 1);
    try (BackgroundSelector selector = selector(PollerChoice.AUTO)) {
      assertThat(selector.register(ours)).isEqualTo(-Errno.EBADF);
      assertThat(selector.failure()).hasValue("the selector could not be opened: no thread");
    }
  }

  @Test
  void open_noDescriptorLeft_isLostForGood() {
    syscalls.fail(EVENTFD, Errno.EMFILE);
    try (BackgroundSelector selector = selector(PollerChoice.AUTO)) {
      assertThat(selector.register(ours)).isEqualTo(-Errno.EBADF);
      assertThat(selector.failure())
          .hasValue("the selector could not be opened: eventfd failed with EMFILE");
    }
  }
}
