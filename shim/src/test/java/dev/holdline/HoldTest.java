package dev.holdline;

import static dev.holdline.fixture.Eventually.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdline.fixture.CapturedLog;
import dev.holdline.fixture.FaultySyscalls;
import dev.holdline.fixture.Pair;
import dev.holdline.fixture.Plain;
import dev.holdline.fixture.Way;
import dev.holdline.posix.Errno;
import dev.holdline.posix.Files;
import dev.holdline.posix.LibC;
import dev.holdline.wait.Descriptors;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("try") // closing is what some tests are about
final class HoldTest {
  private static final int NOT_OPEN = 1_000_000;

  private final FaultySyscalls syscalls = new FaultySyscalls();
  private final Pair pair = new Pair();
  private final Holdline holdline = holdline(HoldlineConfig.builder().build());
  private final LibC libc = holdline.wrap(LibC.class, Plain.LIBC);

  private Holdline holdline(HoldlineConfig config) {
    return new Holdline(config, syscalls, new Descriptors(syscalls), System::nanoTime);
  }

  @BeforeEach
  void clearLog() {
    CapturedLog.clear();
  }

  @AfterEach
  void close() {
    pair.close();
    holdline.close();
  }

  private static CompletableFuture<Long> receive(Way way, LibC libc, int fd) {
    CompletableFuture<Long> result = new CompletableFuture<>();
    way.start(
        () -> {
          long received = libc.recv(fd, new byte[8], 8, 0);
          result.complete(received < 0 ? -Errno.last() : received);
        });
    return result;
  }

  @Test
  void hold_negativeNumber_isRefusedWithTheValue() {
    assertThatThrownBy(() -> holdline.hold(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("descriptor -1 must be at least 0");
  }

  @Test
  void status_ofSocketAndPipe_isEffective() {
    int[] pipe = new int[2];
    Plain.LIBC.pipe(pipe);
    try (Hold socket = holdline.hold(pair.ours());
        Hold pipeEnd = holdline.hold(pipe[0])) {
      assertThat(socket.status()).isEqualTo(new HoldStatus(HoldStatus.State.EFFECTIVE, ""));
      assertThat(pipeEnd.status().state()).isEqualTo(HoldStatus.State.EFFECTIVE);
      assertThat(socket.fd()).isEqualTo(pair.ours());
      assertThat(socket).hasToString("Hold[fd=" + pair.ours() + ", EFFECTIVE]");
    }
    Plain.LIBC.close(pipe[0]);
    Plain.LIBC.close(pipe[1]);
  }

  @Test
  void status_ofEventfd_isUnverifiedWithTheReason() {
    int eventfd = syscalls.eventfd();
    try (Hold hold = holdline.hold(eventfd)) {
      assertThat(hold.status().state()).isEqualTo(HoldStatus.State.UNVERIFIED);
      assertThat(hold.status().reason()).contains("descriptor " + eventfd, "anonymous inodes");
    }
    Plain.LIBC.close(eventfd);
  }

  @Test
  void status_ofRegularFile_isRefusedWithTheReason(@TempDir Path directory) throws Exception {
    int file = Plain.open(java.nio.file.Files.createFile(directory.resolve("file")));
    try (Hold hold = holdline.hold(file)) {
      assertThat(hold.status().state()).isEqualTo(HoldStatus.State.REFUSED);
      assertThat(hold.status().reason()).contains("is a file, whose reads never wait");
    }
    Plain.LIBC.close(file);
  }

  @Test
  void status_ofNothing_isRefusedAndAllElseQuiet() {
    try (Hold hold = holdline.hold(NOT_OPEN)) {
      assertThat(hold.status())
          .isEqualTo(new HoldStatus(HoldStatus.State.REFUSED, "descriptor 1000000 is not open"));
      hold.wake();
      assertThat(hold.isPeerGone()).isFalse();
      assertThat(hold.waits() + hold.slices() + hold.audits() + hold.wakeups()).isZero();
    }
  }

  @Test
  void status_afterGatedClose_isRefused() {
    try (Hold hold = holdline.hold(pair.ours())) {
      assertThat(libc.close(pair.ours())).isZero();
      pair.oursIsClosed();
      assertThat(hold.status().state()).isEqualTo(HoldStatus.State.REFUSED);
      assertThat(hold.status().reason()).contains("was closed");
    }
  }

  @Test
  void status_afterHoldlineClosed_isDegradedWithTheReason() {
    try (Hold hold = holdline.hold(pair.ours())) {
      holdline.close();
      assertThat(hold.status())
          .isEqualTo(new HoldStatus(HoldStatus.State.DEGRADED, "the selector was closed"));
    }
  }

  @ParameterizedTest
  @MethodSource("dev.holdline.fixture.Way#available")
  void counters_ofOneWait_sayWhatHappened(Way way) {
    HoldlineConfig config =
        HoldlineConfig.builder()
            .slice(Duration.ofMillis(20))
            .directWaiters(way.directWaiters())
            .build();
    try (Holdline own = holdline(config);
        Hold hold = own.hold(pair.ours())) {
      LibC gated = own.wrap(LibC.class, Plain.LIBC);
      assertThat(hold.waits()).isZero();

      CompletableFuture<Long> received = receive(way, gated, pair.ours());
      until(() -> hold.slices() >= 2);
      Plain.send(pair.peer(), 'x');

      assertThat(received).succeedsWithin(10, TimeUnit.SECONDS).isEqualTo(1L);
      assertThat(hold.waits()).isEqualTo(1);
      assertThat(hold.wakeups()).isEqualTo(1);
      assertThat(hold.audits()).isGreaterThanOrEqualTo(3); // two slices and the end
    }
  }

  @ParameterizedTest
  @MethodSource("dev.holdline.fixture.Way#available")
  void wake_duringWait_isEintrOnce(Way way) {
    HoldlineConfig config = HoldlineConfig.builder().directWaiters(way.directWaiters()).build();
    try (Holdline own = holdline(config);
        Hold hold = own.hold(pair.ours())) {
      LibC gated = own.wrap(LibC.class, Plain.LIBC);
      CompletableFuture<Long> received = receive(way, gated, pair.ours());
      until(
          () -> {
            hold.wake(); // does nothing before the wait has begun
            return received.isDone();
          });
      assertThat(received).isCompletedWithValue((long) -Errno.EINTR);

      Plain.send(pair.peer(), 'x');
      assertThat(receive(way, gated, pair.ours()))
          .succeedsWithin(10, TimeUnit.SECONDS)
          .isEqualTo(1L);
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
      CompletableFuture<Long> received = receive(Way.DIRECT, libc, pair.ours());
      until(() -> other.waits() == 1);
      Plain.send(pair.peer(), 'x');
      assertThat(received).succeedsWithin(10, TimeUnit.SECONDS).isEqualTo(1L);
    }
  }

  @Test
  void close_ofHoldDuringWait_letsTheWaitGoOn() {
    Hold hold = holdline.hold(pair.ours());
    CompletableFuture<Long> received = receive(Way.DIRECT, libc, pair.ours());
    until(() -> hold.waits() >= 1);
    hold.close();
    assertThat(received).isNotDone();
    Plain.send(pair.peer(), 'x');
    assertThat(received).succeedsWithin(10, TimeUnit.SECONDS).isEqualTo(1L);
  }

  @ParameterizedTest
  @EnumSource(SelectorPoller.class)
  void isPeerGone_whileNobodyWaits_isNoticed(SelectorPoller poller) {
    try (Holdline own = holdline(HoldlineConfig.builder().poller(poller).build());
        Hold hold = own.hold(pair.ours())) {
      Plain.send(pair.peer(), 'x');
      assertThat(hold.isPeerGone()).isFalse();
      pair.closePeer();
      until(hold::isPeerGone);
    }
  }

  /** poll(2) calls a socket that was never connected a hung-up one. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void isPeerGone_heldBeforeConnect_isFalseOnceConnected(boolean parked) throws Exception {
    HoldlineConfig config =
        HoldlineConfig.builder()
            .slice(Duration.ofMillis(20))
            .directWaiters(parked ? 0 : 256)
            .build();
    try (java.net.ServerSocket server =
            new java.net.ServerSocket(0, 5, java.net.InetAddress.getLoopbackAddress());
        Holdline own = holdline(config)) {
      LibC gated = own.wrap(LibC.class, Plain.LIBC);
      int fd = Plain.LIBC.socket(2, 1, 0);
      try (Hold hold = own.hold(fd)) {
        until(() -> hold.audits() >= 2); // had time to hear of the hang-up
        assertThat(gated.connect(fd, address(server.getLocalPort()), 16)).isZero();
        assertThat(hold.isPeerGone()).isFalse();
        try (java.net.Socket accepted = server.accept()) {
          long audits = hold.audits();
          until(() -> hold.audits() >= audits + 2);
          assertThat(hold.isPeerGone()).isFalse();
          accepted.close();
          until(hold::isPeerGone);
        }
      } finally {
        Plain.LIBC.close(fd);
      }
    }
  }

  private static byte[] address(int port) {
    return new byte[] {2, 0, (byte) (port >> 8), (byte) port, 127, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0};
  }

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
              assertThat(entry.thrown()).hasStackTraceContaining("HoldTest.forget");
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

  @Test
  void load_twoInterfaces_shareOneRegistry() {
    LibC first = Holdline.load(LibC.class, "c");
    LibC second = Holdline.load(LibC.class, "c");
    CompletableFuture<Long> received = receive(Way.DIRECT, first, pair.ours());
    try (Hold hold = Holdline.shared().hold(pair.ours())) {
      until(() -> hold.waits() >= 1);
      assertThat(second.close(pair.ours())).isZero();
      pair.oursIsClosed();
      assertThat(received).succeedsWithin(10, TimeUnit.SECONDS).isEqualTo((long) -Errno.EBADF);
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
    try (Holdline own = holdline(config);
        Hold hold = own.hold(pair.ours())) {
      LibC gated = own.wrap(LibC.class, Plain.LIBC);
      CompletableFuture<Long> received = receive(Way.PARKED, gated, pair.ours());
      until(() -> hold.waits() >= 1);
      pair.closeOurs();
      own.hold(pair.peer()).close(); // makes poll(2) look at all of them again

      assertThat(received).succeedsWithin(10, TimeUnit.SECONDS).isEqualTo((long) -Errno.EBADF);
      long polls =
          syscalls.count(FaultySyscalls.Name.EPOLL_WAIT) + syscalls.count(FaultySyscalls.Name.POLL);
      assertThat(polls).isLessThan(20);
    }
  }
}
