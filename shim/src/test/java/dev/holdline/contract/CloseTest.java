package dev.holdline.contract;

import static dev.holdline.contract.WireKind.PIPE;
import static dev.holdline.contract.WireKind.TCP;
import static dev.holdline.contract.WireKind.UDP;
import static dev.holdline.contract.WireKind.UNIX_DATAGRAM;
import static dev.holdline.contract.WireKind.UNIX_STREAM;
import static dev.holdline.posix.Poll.POLLIN;
import static dev.holdline.posix.Sockets.MSG_WAITALL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdline.Holdline;
import dev.holdline.posix.LibC;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToLongBiFunction;
import jnr.ffi.Pointer;

/** Point 6: a close, or what amounts to one, ends the waits with EBADF. */
class CloseTest {
  private static final Result EBADF = Result.failed("EBADF");
  private static final int CLOSE_RANGE_CLOEXEC = 4;

  @Contract
  void read_closedByOtherThread_returnsEbadf(Case setting) {
    setting.held(
        side ->
            Arrays.stream(ReadShape.values())
                .filter(call -> call.reads(setting.kind()))
                .forEach(
                    call -> {
                      Wire wire = side.open(setting.kind());
                      Task<Result> reader =
                          side.startBlocked(
                              wire.near(), () -> call.read(side.libc(), wire.near(), 4, 0));
                      assertThat(side.libc().close(wire.near())).isZero();
                      assertThat(reader.result()).as("%s", call).isEqualTo(EBADF);
                    }));
  }

  @Contract
  void read_closedWhileSeveralWait_allReturnEbadf(Case setting) {
    setting.held(
        side -> {
          Wire wire = side.open(setting.kind());
          List<Task<Result>> readers = new ArrayList<>();
          for (int i = 0; i < 5; i++) {
            readers.add(side.startRead(wire.near(), 4));
          }
          side.awaitWaits(wire.near(), readers.size());
          assertThat(side.libc().close(wire.near())).isZero();
          assertThat(readers).extracting(Task::result).containsOnly(EBADF);
        });
  }

  @Contract
  void read_closedByVirtualOrPlatformThreadOfItsKind_returnsEbadf(Case setting) {
    setting.held(
        side -> {
          Wire wire = side.open(setting.kind());
          Task<Result> reader = side.startBlockedRead(wire.near(), 4);
          Result closed = side.run(() -> Result.of(() -> side.libc().close(wire.near())));
          assertThat(closed).isEqualTo(Result.of(0));
          assertThat(reader.result()).isEqualTo(EBADF);
        });
  }

  @Contract({TCP, UNIX_STREAM})
  void recv_closedWhileAccumulating_returnsWhatCame(Case setting) {
    setting.held(
        side -> {
          Wire wire = side.open(setting.kind());
          Task<Result> reader =
              side.startBlocked(
                  wire.near(),
                  () -> ReadShape.RECV_ARRAY.read(side.libc(), wire.near(), 9, MSG_WAITALL));
          wire.send("abc");
          Side.until(() -> wire.available() == 0);
          side.awaitBlocked(reader, wire.near());
          side.libc().close(wire.near());
          assertThat(reader.result()).isEqualTo(Result.bytes("abc"));
        });
  }

  @Contract(TCP)
  void accept_closedByOtherThread_returnsEbadf(Case setting) {
    setting.held(
        side -> {
          int listener = Net.listener(side.libc(), 1);
          Task<Result> acceptor =
              side.startBlocked(
                  listener, () -> Result.of(() -> side.libc().accept(listener, null, null)));
          side.libc().close(listener);
          assertThat(acceptor.result()).isEqualTo(EBADF);
        });
  }

  private static void requireReplaced(Case setting, ToLongBiFunction<LibC, int[]> replace) {
    setting.held(
        side -> {
          Wire old = side.open(setting.kind());
          Wire fresh = side.open(setting.kind());
          Task<Result> reader = side.startBlockedRead(old.near(), 16);
          long result = replace.applyAsLong(side.libc(), new int[] {fresh.near(), old.near()});
          assertThat(result).isEqualTo(old.near());
          assertThat(reader.result()).isEqualTo(EBADF);
          fresh.send("of the new owner");
          assertThat(side.read(old.near(), 16)).isEqualTo(Result.bytes("of the new owner"));
        });
  }

  @Contract
  void read_dup2OntoIt_returnsEbadf(Case setting) {
    requireReplaced(setting, (libc, fds) -> libc.dup2(fds[0], fds[1]));
  }

  @Contract
  void read_dup3OntoIt_returnsEbadf(Case setting) {
    requireReplaced(setting, (libc, fds) -> libc.dup3(fds[0], fds[1], 0));
  }

  @Contract
  void read_closeRangeOverIt_returnsEbadf(Case setting) {
    setting.held(
        side -> {
          Wire wire = side.open(setting.kind());
          Owned near = Owned.of(wire.near());
          Task<Result> reader = side.startBlockedRead(wire.near(), 4);
          assertThat(side.libc().close_range(wire.near(), wire.near(), 0)).isZero();
          assertThat(reader.result()).isEqualTo(EBADF);
          assertThat(near.isOpen()).isFalse();
        });
  }

  @Contract
  void read_whatDoesNotClose_doesNotWake(Case setting) {
    setting.held(
        side -> {
          Wire wire = side.open(setting.kind());
          Wire other = side.open(setting.kind());
          int twin = side.libc().dup(wire.near());
          Task<Result> reader = side.startBlockedRead(wire.near(), 16);
          int fd = wire.near();
          assertThat(side.libc().dup2(fd, fd)).isEqualTo(fd);
          assertThat(Result.of(() -> side.libc().dup3(fd, fd, 0)))
              .isEqualTo(Result.failed("EINVAL"));
          assertThat(Result.of(() -> side.libc().dup2(1_000_000_000, fd))).isEqualTo(EBADF);
          assertThat(side.libc().close_range(fd, fd, CLOSE_RANGE_CLOEXEC)).isZero();
          assertThat(Result.of(() -> side.libc().close_range(fd, fd - 1, 0)))
              .isEqualTo(Result.failed("EINVAL"));
          assertThat(side.libc().close(twin)).isZero();
          assertThat(side.libc().close(other.near())).isZero();
          side.awaitBlocked(reader, fd);
          wire.send("still here");
          assertThat(reader.result()).isEqualTo(Result.bytes("still here"));
        });
  }

  @Contract
  void read_dupedDescriptorWaits_isNotEndedByCloseOfItsTwin(Case setting) {
    setting.held(
        side -> {
          Wire wire = side.open(setting.kind());
          int twin = side.owned(side.libc().dup(wire.near()));
          Task<Result> one = side.startRead(wire.near(), 16);
          Task<Result> other = side.startRead(twin, 16);
          side.awaitBlocked(one, wire.near());
          side.awaitBlocked(other, twin);
          side.libc().close(wire.near());
          assertThat(one.result()).isEqualTo(EBADF);
          wire.send("to the twin");
          assertThat(other.result()).isEqualTo(Result.bytes("to the twin"));
        });
  }

  @Contract
  void read_closedThroughAnotherInstance_returnsEbadf(Case setting) {
    setting.held(
        side -> {
          Wire wire = side.open(setting.kind());
          Task<Result> reader = side.startBlockedRead(wire.near(), 4);
          try (Holdline other = Holdline.create(setting.config().build())) {
            assertThat(other.wrap(LibC.class, Native.LIBC).close(wire.near())).isZero();
          }
          assertThat(reader.result()).isEqualTo(EBADF);
        });
  }

  @Contract({TCP, UNIX_STREAM, PIPE})
  void close_nobodyWaits_peerSeesTheEndLongBeforeTheSliceEnds(Case setting) {
    setting.held(
        config -> config.slice(Duration.ofSeconds(30)),
        side -> {
          Wire wire = side.open(setting.kind());
          wire.send("x");
          assertThat(side.read(wire.near(), 1)).isEqualTo(Result.bytes("x")); // held from now on
          assertThat(side.libc().close(wire.near())).isZero();
          int events = setting.kind() == PIPE ? 0 : POLLIN;
          Pointer peer = Polls.pollfds(wire.far(), events);
          assertThat(Native.LIBC.poll(peer, 1, 2_000)).isOne();
        });
  }

  @Contract
  void close_byTwoThreads_onlyOneSucceeds(Case setting) {
    setting.held(
        side -> {
          Wire wire = side.open(setting.kind());
          Task<Result> reader = side.startBlockedRead(wire.near(), 4);
          Task<Result> one = side.start(() -> Result.of(() -> side.libc().close(wire.near())));
          Task<Result> two = side.start(() -> Result.of(() -> side.libc().close(wire.near())));
          assertThat(List.of(one.result(), two.result()))
              .containsExactlyInAnyOrder(Result.of(0), EBADF);
          assertThat(reader.result()).isEqualTo(EBADF);
        });
  }

  @Contract({TCP, UDP, UNIX_STREAM, UNIX_DATAGRAM})
  void recv_shutdownByOtherThread_doesAsPlain(Case setting) {
    setting.sameAsPlain(
        side -> {
          Wire wire = side.open(setting.kind());
          Net.setTimeout(side.libc(), wire.near(), dev.holdline.posix.Sockets.SO_RCVTIMEO, 1_000);
          Task<Result> reader = side.startBlockedRead(wire.near(), 4);
          side.libc().shutdown(wire.near(), Net.SHUT_RDWR);
          return reader.result();
        });
  }
}
