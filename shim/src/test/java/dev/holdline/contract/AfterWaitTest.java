package dev.holdline.contract;

import static dev.holdline.contract.WireKind.PIPE;
import static dev.holdline.contract.WireKind.TCP;
import static dev.holdline.contract.WireKind.UNIX_STREAM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdline.Hold;
import dev.holdline.posix.LibC;
import dev.holdline.posix.Sockets;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * Point 2, for a descriptor whose last call had to wait: the next one may wait without a first
 * look, and must not where the kernel would not. A wait would heal after a slice, so these count.
 */
class AfterWaitTest {
  /** Has a read wait for its byte, so that the next one is expected to. */
  private static void waitOnce(Side side, Wire wire) {
    Task<Result> reader = side.startBlockedRead(wire.near(), 1);
    wire.send("x");
    assertThat(reader.result()).isEqualTo(Result.bytes("x"));
  }

  private static void requireNoWait(Side side, int fd, String errno, Supplier<Result> call) {
    try (Hold hold = side.hold(fd)) {
      long before = hold.waits();
      assertThat(side.run(call::get)).isEqualTo(Result.failed(errno));
      assertThat(hold.waits()).isEqualTo(before);
    }
  }

  private static void requireNoWaitAfterRead(
      Case setting, String errno, BiFunction<LibC, Integer, Result> call) {
    setting.held(
        side -> {
          Wire wire = side.open(setting.kind());
          waitOnce(side, wire);
          requireNoWait(side, wire.near(), errno, () -> call.apply(side.libc(), wire.near()));
        });
  }

  @Contract
  void read_nonblockingSince_returnsEagain(Case setting) {
    setting.held(
        side -> {
          Wire wire = side.open(setting.kind());
          waitOnce(side, wire);
          Net.setNonblock(Native.LIBC, wire.near(), true); // behind Holdline's back
          requireNoWait(
              side,
              wire.near(),
              "EAGAIN",
              () -> ReadShape.READ_ARRAY.read(side.libc(), wire.near(), 4, 0));
        });
  }

  @Contract({TCP, UNIX_STREAM})
  void accept_afterRead_returnsEinval(Case setting) {
    requireNoWaitAfterRead(
        setting, "EINVAL", (libc, fd) -> Result.of(() -> libc.accept(fd, null, null)));
  }

  @Contract(PIPE)
  void recv_afterReadOfAPipe_returnsEnotsock(Case setting) {
    requireNoWaitAfterRead(
        setting, "ENOTSOCK", (libc, fd) -> ReadShape.RECV_ARRAY.read(libc, fd, 4, 0));
  }

  @Contract(TCP)
  void recv_afterAcceptWaited_returnsEnotconn(Case setting) {
    setting.held(
        side -> {
          int listener = side.owned(Net.listener(side.libc(), 1));
          Net.setTimeout(side.libc(), listener, Sockets.SO_RCVTIMEO, 20);
          side.run(() -> Result.of(() -> side.libc().accept(listener, null, null)));
          requireNoWait(
              side,
              listener,
              "ENOTCONN",
              () -> ReadShape.RECV_ARRAY.read(side.libc(), listener, 4, 0));
        });
  }

  @Contract
  void read_interruptedAndReady_returnsTheDataFirst(Case setting) {
    setting.held(
        side -> {
          Wire wire = side.open(setting.kind());
          waitOnce(side, wire);
          wire.send("data");
          Side.until(() -> wire.available() > 0);
          List<Result> results =
              side.run(
                  () -> {
                    Thread.currentThread().interrupt();
                    return List.of(read(side, wire), read(side, wire));
                  });
          assertThat(results).containsExactly(Result.bytes("data"), Result.failed("EINTR"));
        });
  }

  private static Result read(Side side, Wire wire) {
    return ReadShape.READ_ARRAY.read(side.libc(), wire.near(), 16, 0);
  }

  @Contract({TCP, UNIX_STREAM})
  void recv_dontwait_returnsEagain(Case setting) {
    requireNoWaitAfterRead(
        setting,
        "EAGAIN",
        (libc, fd) -> ReadShape.RECV_ARRAY.read(libc, fd, 4, Sockets.MSG_DONTWAIT));
  }

  @Contract({TCP, UNIX_STREAM})
  void recv_waitall_waitsForAllBytes(Case setting) {
    setting.held(
        side -> {
          Wire wire = side.open(setting.kind());
          waitOnce(side, wire);
          Task<Result> reader =
              side.startBlocked(
                  wire.near(),
                  () ->
                      ReadShape.RECV_ARRAY.read(side.libc(), wire.near(), 6, Sockets.MSG_WAITALL));
          wire.send("abc");
          Side.until(() -> wire.available() == 0);
          side.awaitBlocked(reader, wire.near());
          wire.send("def");
          assertThat(reader.result()).isEqualTo(Result.bytes("abcdef"));
        });
  }
}
