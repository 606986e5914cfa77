package dev.holdline.selector;

import static dev.holdline.fixture.Eventually.until;
import static dev.holdline.fixture.FaultySyscalls.Name.EPOLL_CREATE;
import static dev.holdline.fixture.FaultySyscalls.Name.EPOLL_WAIT;
import static dev.holdline.fixture.FaultySyscalls.Name.EVENTFD;
import static dev.holdline.fixture.FaultySyscalls.Name.POLL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdline.fixture.CapturedLog;
import dev.holdline.fixture.FaultySyscalls;
import dev.holdline.fixture.ManualClock;
import dev.holdline.fixture.Pair;
import dev.holdline.fixture.Plain;
import dev.holdline.posix.Errno;
import dev.holdline.posix.Poll;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@SuppressWarnings("try") // closing is what some tests are about
final class BackgroundSelectorTest {
  private static final Duration LONG_SLICE = Duration.ofSeconds(50);
  private static final Duration SHORT_SLICE = Duration.ofMillis(20);

  /** Writes down what it is told. */
  private static class Recorder implements Watched {
    private final int fd;
    private final int generation;
    private final List<Integer> events = new CopyOnWriteArrayList<>();
    private final AtomicInteger slices = new AtomicInteger();
    private final List<String> abandoned = new CopyOnWriteArrayList<>();

    Recorder(int fd, int generation) {
      this.fd = fd;
      this.generation = generation;
    }

    @Override
    public int fd() {
      return fd;
    }

    @Override
    public int generation() {
      return generation;
    }

    @Override
    public void ready(int revents) {
      events.add(revents);
    }

    @Override
    public void sliceEnd() {
      slices.incrementAndGet();
    }

    @Override
    public void abandoned(String reason) {
      abandoned.add(reason);
    }
  }

  private final FaultySyscalls syscalls = new FaultySyscalls();
  private final ManualClock stopped = new ManualClock(Long.MAX_VALUE - 5); // soon negative
  private final Pair pair = new Pair();
  private final Recorder ours = new Recorder(pair.ours(), 1);

  @BeforeEach
  void clearLog() {
    CapturedLog.clear();
  }

  @AfterEach
  void close() {
    pair.close();
  }

  private BackgroundSelector selector(PollerChoice choice, Duration slice, LongSupplier clock) {
    return new BackgroundSelector(syscalls, choice, slice.toNanos(), clock);
  }

  private BackgroundSelector selector(PollerChoice choice) {
    return selector(choice, LONG_SLICE, System::nanoTime);
  }

  @ParameterizedTest
  @EnumSource(names = {"EPOLL", "POLL"})
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

  @ParameterizedTest
  @EnumSource(names = {"EPOLL", "POLL"})
  void register_nobodyWaits_noticesADeadPeer(PollerChoice choice) {
    try (BackgroundSelector selector = selector(choice)) {
      selector.register(ours);
      Plain.send(pair.peer(), 'x'); // data is nobody's business now
      pair.closePeer();
      until(() -> !ours.events.isEmpty());
      assertThat(ours.events).containsExactly(Poll.POLLRDHUP | Poll.POLLHUP);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"EPOLL", "POLL"})
  void arm_otherGeneration_dropsTheStaleEvent(PollerChoice choice) {
    try (BackgroundSelector selector = selector(choice)) {
      Recorder stale = new Recorder(pair.ours(), 7);
      selector.register(ours);
      selector.arm(stale, Poll.POLLOUT); // its tag comes back, and is not what is watched
      try (Pair other = new Pair()) {
        Recorder later = new Recorder(other.ours(), 2);
        selector.register(later);
        selector.arm(later, Poll.POLLOUT);
        until(() -> !later.events.isEmpty());
        until(() -> polls() >= 2);
      }
      assertThat(ours.events).isEmpty();
      assertThat(stale.events).isEmpty();
    }
  }

  private long polls() {
    return syscalls.count(EPOLL_WAIT) + syscalls.count(POLL);
  }

  @ParameterizedTest
  @EnumSource(names = {"EPOLL", "POLL"})
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

  @ParameterizedTest
  @EnumSource(names = {"EPOLL", "POLL"})
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

  @ParameterizedTest
  @EnumSource(names = {"EPOLL", "POLL"})
  void clock_stopped_endsNoSliceUntilItGoesOn(PollerChoice choice) {
    try (BackgroundSelector selector = selector(choice, SHORT_SLICE, stopped)) {
      selector.register(ours);
      until(() -> polls() >= 3); // the kernel's clock went on for two slices
      assertThat(ours.slices).hasValue(0);

      stopped.advance(SHORT_SLICE.multipliedBy(10));

      until(() -> ours.slices.get() > 0);
      long polls = polls();
      until(() -> polls() >= polls + 2);
      assertThat(ours.slices).hasValue(1); // one for the whole gap
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"EPOLL", "POLL"})
  void idle_manyHolds_wakesOnceASlice(PollerChoice choice) {
    try (BackgroundSelector selector = selector(choice, SHORT_SLICE, System::nanoTime);
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
  @ParameterizedTest
  @EnumSource(names = {"EPOLL", "POLL"})
  void poll_ghostOfAClosedDescriptor_doesNotSpin(PollerChoice choice) {
    try (BackgroundSelector selector = selector(choice, SHORT_SLICE, System::nanoTime)) {
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

  @Test
  void thread_failsOnce_isLoggedAndRestarted() {
    try (BackgroundSelector selector =
        selector(PollerChoice.EPOLL, SHORT_SLICE, System::nanoTime)) {
      selector.register(ours);
      syscalls.failThrowing(EPOLL_WAIT, () -> new AssertionError("injected"), 1);
      until(() -> syscalls.count(EPOLL_CREATE) == 2);
      until(
          () -> {
            selector.arm(ours, Poll.POLLOUT); // the new poller knows what the old one knew
            return !ours.events.isEmpty();
          });
      assertThat(selector.failure()).isEmpty();
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
    try (BackgroundSelector selector =
        selector(PollerChoice.EPOLL, SHORT_SLICE, System::nanoTime)) {
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

  @Test
  void open_epollRefused_isLostWithTheReason() {
    syscalls.fail(EPOLL_CREATE, Errno.EMFILE);
    try (BackgroundSelector selector = selector(PollerChoice.EPOLL)) {
      assertThat(selector.register(ours)).isEqualTo(-Errno.EBADF);
      assertThat(selector.failure())
          .hasValue("the selector could not be opened: epoll_create1 failed with EMFILE");
    }
  }

  @Test
  void restart_noDescriptorLeft_isLostWithTheReason() {
    try (BackgroundSelector selector =
        selector(PollerChoice.EPOLL, SHORT_SLICE, System::nanoTime)) {
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
    try (BackgroundSelector selector =
        selector(PollerChoice.EPOLL, SHORT_SLICE, System::nanoTime)) {
      selector.register(ours);
      selector.register(failing);
      until(() -> !ours.abandoned.isEmpty() && !failing.abandoned.isEmpty());
      assertThat(ours.abandoned.get(0)).contains("failed twice").contains("injected");
      until(() -> syscalls.openDescriptors().isEmpty());
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

  /** Nobody is left behind waiting for a thread that is no more. */
  @Test
  void restart_runsOutOfMemory_isLostWithTheReason() {
    try (BackgroundSelector selector =
        selector(PollerChoice.EPOLL, SHORT_SLICE, System::nanoTime)) {
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
    try (BackgroundSelector selector =
        selector(PollerChoice.EPOLL, SHORT_SLICE, System::nanoTime)) {
      selector.register(ours);
      syscalls.fail(EPOLL_WAIT, Errno.EINVAL);
      until(() -> !ours.abandoned.isEmpty());
      assertThat(ours.abandoned.get(0)).contains("failed twice", "EINVAL");
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
  void open_noDescriptorLeft_isLostForGood() {
    syscalls.fail(EVENTFD, Errno.EMFILE);
    try (BackgroundSelector selector = selector(PollerChoice.AUTO)) {
      assertThat(selector.register(ours)).isEqualTo(-Errno.EBADF);
      assertThat(selector.failure())
          .hasValue("the selector could not be opened: eventfd failed with EMFILE");
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

  @ParameterizedTest
  @EnumSource(names = {"EPOLL", "POLL"})
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
