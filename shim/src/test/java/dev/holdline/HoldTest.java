package dev.holdline;

import static dev.holdline.fixture.Eventually.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdline.fixture.FaultySyscalls;
import dev.holdline.fixture.Pair;
import dev.holdline.fixture.Plain;
import dev.holdline.fixture.Waiting;
import dev.holdline.fixture.Way;
import dev.holdline.posix.Errno;
import dev.holdline.posix.Files;
import dev.holdline.posix.LibC;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a hold counts, wakes and releases, and what holdlines share. */
@SuppressWarnings("try") // closing is what some tests are about
final class HoldTest {
  private final FaultySyscalls syscalls = new FaultySyscalls();
  @AutoClose private final Pair pair = new Pair();

  @AutoClose
  private final Holdline holdline = Holdlines.on(syscalls, HoldlineConfig.builder().build());

  private final LibC libc = holdline.wrap(LibC.class, Plain.LIBC);

  private static Waiting receive(Way way, LibC libc, int fd) {
    return Waiting.start(way, () -> libc.recv(fd, new byte[8], 8, 0));
  }

  @ParameterizedTest
  @MethodSource("dev.holdline.fixture.Way#available")
  void counters_ofOneWait_sayWhatHappened(Way way) {
    HoldlineConfig config =
        HoldlineConfig.builder()
            .slice(Duration.ofMillis(20))
            .directWaiters(way.directWaiters())
            .build();
    try (Holdline own = Holdlines.on(syscalls, config);
        Hold hold = own.hold(pair.ours())) {
      LibC gated = own.wrap(LibC.class, Plain.LIBC);
      assertThat(hold.waits()).isZero();

      Waiting received = receive(way, gated, pair.ours());
      until(() -> hold.slices() >= 2);
      Plain.send(pair.peer(), 'x');

      assertThat(received.result()).isEqualTo(1);
      assertThat(hold.waits()).isEqualTo(1);
      assertThat(hold.wakeups()).isEqualTo(1);
      assertThat(hold.audits()).isGreaterThanOrEqualTo(3); // two slices and the end
    }
  }

  @ParameterizedTest
  @MethodSource("dev.holdline.fixture.Way#available")
  void wake_duringWait_isEintrOnce(Way way) {
    HoldlineConfig config = HoldlineConfig.builder().directWaiters(way.directWaiters()).build();
    try (Holdline own = Holdlines.on(syscalls, config);
        Hold hold = own.hold(pair.ours())) {
      LibC gated = own.wrap(LibC.class, Plain.LIBC);
      Waiting received = receive(way, gated, pair.ours());
      until(
          () -> {
            hold.wake(); // does nothing before the wait has begun
            return received.isOver();
          });
      assertThat(received.result()).isEqualTo(-Errno.EINTR);

      Plain.send(pair.peer(), 'x');
      assertThat(receive(way, gated, pair.ours()).result()).isEqualTo(1);
    }
  }

  @Test
  void close_ofHold_leavesTheDescriptorOpenAndForgetsIt() {
    Hold hold = holdline.hold(pair.ours());
    hold.close();
    hold.close();

    assertThat(Plain.LIBC.fcntl(pair.ours(), Files.F_GETFD, 0)).isNotNegative();
    try (Hold again = holdline.hold(pair.ours())) {
      assertThat(again.status().state()).isEqualTo(HoldStatus.State.EFFECTIVE);
    }
  }

  @Test
  void close_ofOneOfTwoHolds_leavesTheOther() {
    try (Hold other = holdline.hold(pair.ours())) {
      holdline.hold(pair.ours()).close();

      assertThat(other.status().state()).isEqualTo(HoldStatus.State.EFFECTIVE);
      Waiting received = receive(Way.DIRECT, libc, pair.ours());
      until(() -> other.waits() == 1);
      Plain.send(pair.peer(), 'x');
      assertThat(received.result()).isEqualTo(1);
    }
  }

  @Test
  void close_ofHoldDuringWait_letsTheWaitGoOn() {
    Hold hold = holdline.hold(pair.ours());
    Waiting received = receive(Way.DIRECT, libc, pair.ours());
    until(() -> hold.waits() >= 1);
    hold.close();
    assertThat(received.isOver()).isFalse();
    Plain.send(pair.peer(), 'x');
    assertThat(received.result()).isEqualTo(1);
  }

  @Test
  void load_twoInterfaces_shareOneRegistry() {
    LibC first = Holdline.load(LibC.class, "c");
    LibC second = Holdline.load(LibC.class, "c");
    Waiting received = receive(Way.DIRECT, first, pair.ours());
    try (Hold hold = Holdline.shared().hold(pair.ours())) {
      until(() -> hold.waits() >= 1);
      assertThat(second.close(pair.ours())).isZero();
      pair.oursIsClosed();
      assertThat(received.result()).isEqualTo(-Errno.EBADF);
    }
  }

  @Test
  void wrap_notEnabled_isThePlainLibrary() {
    try (Holdline off = Holdline.create(HoldlineConfig.builder().enabled(false).build())) {
      assertThat(off.wrap(LibC.class, Plain.LIBC)).isSameAs(Plain.LIBC);
      assertThat(off.config().enabled()).isFalse();
    }
  }

  /** poll(2) reports a number that was closed behind Holdline's back at once, and every time. */
  @ParameterizedTest
  @EnumSource(
      value = SelectorPoller.class,
      names = {"EPOLL", "POLL"})
  void recv_closedBehindItsBack_doesNotSpinTheSelector(SelectorPoller poller) {
    HoldlineConfig config =
        HoldlineConfig.builder()
            .slice(Duration.ofMillis(200))
            .directWaiters(0)
            .poller(poller)
            .build();
    try (Holdline own = Holdlines.on(syscalls, config);
        Hold hold = own.hold(pair.ours())) {
      LibC gated = own.wrap(LibC.class, Plain.LIBC);
      Waiting received = receive(Way.PARKED, gated, pair.ours());
      until(() -> hold.waits() >= 1);
      pair.closeOurs();
      own.hold(pair.peer()).close(); // makes poll(2) look at all of them again

      assertThat(received.result()).isEqualTo(-Errno.EBADF);
      long polls =
          syscalls.count(FaultySyscalls.Name.EPOLL_WAIT) + syscalls.count(FaultySyscalls.Name.POLL);
      assertThat(polls).isLessThan(20);
    }
  }

  /** The second wait begins without a first look, and for one slice only. */
  @Test
  void slices_ofASecondWait_areCountedOnce() {
    Duration slice = Duration.ofMillis(100);
    try (Holdline own = Holdlines.on(syscalls, HoldlineConfig.builder().slice(slice).build());
        Hold hold = own.hold(pair.ours())) {
      LibC gated = own.wrap(LibC.class, Plain.LIBC);
      Waiting first = receive(Way.DIRECT, gated, pair.ours());
      until(() -> hold.slices() > 0);
      Plain.send(pair.peer(), 'x');
      assertThat(first.result()).isEqualTo(1);

      long before = hold.slices();
      long begin = System.nanoTime();
      Waiting second = receive(Way.DIRECT, gated, pair.ours());
      until(() -> hold.slices() > before);
      long slices = hold.slices() - before;
      assertThat(slice.toNanos() * slices).isLessThanOrEqualTo(System.nanoTime() - begin);
      Plain.send(pair.peer(), 'x');
      assertThat(second.result()).isEqualTo(1);
    }
  }
}
