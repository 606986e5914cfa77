package dev.holdline.contract;

import static dev.holdline.contract.WireKind.TCP;
import static dev.holdline.contract.WireKind.UDP;
import static dev.holdline.contract.WireKind.UNIX_DATAGRAM;
import static dev.holdline.contract.WireKind.UNIX_STREAM;
import static dev.holdline.posix.Sockets.MSG_DONTWAIT;
import static dev.holdline.posix.Sockets.MSG_ERRQUEUE;
import static dev.holdline.posix.Sockets.MSG_OOB;
import static dev.holdline.posix.Sockets.SO_RCVTIMEO;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdline.posix.Sockets;
import java.util.List;

/**
 * Point 2: no wait where the kernel would not wait. Where it would, {@code SO_RCVTIMEO} ends the
 * plain call; a held call that waits where plain does not hangs, and its task says so.
 */
class NoWaitTest {
  @Contract
  void read_nonblocking_returnsEagain(Case setting) {
    setting.eachFails(
        "EAGAIN",
        side -> {
          Wire wire = side.open(setting.kind());
          Net.setNonblock(side.libc(), wire.near(), true);
          return ReadShape.all(side, setting.kind(), wire.near(), 4, 0);
        });
  }

  @Contract
  void read_blockingAgain_waits(Case setting) {
    Result result =
        setting.sameAsPlain(
            side -> {
              Wire wire = side.open(setting.kind());
              int twin = side.owned(side.libc().dup(wire.near()));
              Net.setNonblock(side.libc(), twin, true); // the flag belongs to the open file
              Result at = side.read(wire.near(), 4);
              assertThat(at).isEqualTo(Result.failed("EAGAIN"));
              Net.setNonblock(side.libc(), twin, false);
              Task<Result> reader = side.startBlockedRead(wire.near(), 4);
              wire.send("data");
              return reader.result();
            });
    assertThat(result).isEqualTo(Result.bytes("data"));
  }

  @Contract({TCP, UDP, UNIX_STREAM, UNIX_DATAGRAM})
  void recv_dontwait_returnsEagain(Case setting) {
    setting.eachFails(
        "EAGAIN",
        side -> {
          Wire wire = side.open(setting.kind());
          return ReadShape.all(side, setting.kind(), wire.near(), 4, MSG_DONTWAIT);
        });
  }

  @Contract({TCP, UDP})
  void recv_emptyErrorQueue_returnsEagain(Case setting) {
    setting.eachFails(
        "EAGAIN",
        side -> {
          Wire wire = side.open(setting.kind());
          return ReadShape.all(side, setting.kind(), wire.near(), 4, MSG_ERRQUEUE);
        });
  }

  @Contract({TCP, UNIX_STREAM})
  void recv_noUrgentData_returnsEinval(Case setting) {
    setting.eachFails(
        "EINVAL",
        side -> {
          Wire wire = side.open(setting.kind());
          return ReadShape.all(side, setting.kind(), wire.near(), 1, MSG_OOB);
        });
  }

  @Contract({UDP, UNIX_DATAGRAM})
  void recv_urgentDataOfDatagramSocket_doesAsPlain(Case setting) {
    setting.sameAsPlain(
        side -> {
          Wire wire = side.open(setting.kind());
          Net.setTimeout(side.libc(), wire.near(), SO_RCVTIMEO, 20);
          return side.run(() -> ReadShape.RECV_ARRAY.read(side.libc(), wire.near(), 1, MSG_OOB));
        });
  }

  @Contract(TCP)
  void recv_urgentData_isFound(Case setting) {
    Result result =
        setting.sameAsPlain(
            side -> {
              Wire wire = side.open(TCP);
              side.libc().send(wire.far(), new byte[] {'!'}, 1, MSG_OOB);
              Side.until(
                  () ->
                      ReadShape.RECV_ARRAY
                              .read(Native.LIBC, wire.near(), 1, MSG_OOB | Sockets.MSG_PEEK)
                              .value()
                          == 1);
              return side.run(
                  () -> ReadShape.RECV_ARRAY.read(side.libc(), wire.near(), 1, MSG_OOB));
            });
    assertThat(result).isEqualTo(Result.bytes("!"));
  }

  @Contract
  void read_zeroLength_returnsZeroAtOnce(Case setting) {
    List<Result> results =
        setting.sameAsPlain(
            side -> {
              Wire wire = side.open(setting.kind());
              return List.of(
                  side.run(() -> ReadShape.READ_ARRAY.read(side.libc(), wire.near(), 0, 0)),
                  side.run(() -> ReadShape.READ_POINTER.read(side.libc(), wire.near(), 0, 0)),
                  side.run(() -> ReadShape.READV.read(side.libc(), wire.near(), 0, 0)));
            });
    assertThat(results).containsOnly(Result.of(0));
  }

  @Contract
  void readv_badCount_doesAsPlain(Case setting) {
    setting.sameAsPlain(
        side -> {
          Wire wire = side.open(setting.kind());
          var vector = Native.iovec(Native.memory(4), 4);
          return List.of(
              side.run(() -> Result.of(() -> side.libc().readv(wire.near(), vector, 0))),
              side.run(() -> Result.of(() -> side.libc().readv(wire.near(), vector, -1))));
        });
  }

  @Contract({TCP, UDP, UNIX_STREAM, UNIX_DATAGRAM})
  void recv_zeroLengthAndNoData_waitsAsPlainDoes(Case setting) {
    setting.sameAsPlain(
        side -> {
          Wire wire = side.open(setting.kind());
          Net.setTimeout(side.libc(), wire.near(), SO_RCVTIMEO, 20);
          return side.run(() -> ReadShape.RECV_ARRAY.read(side.libc(), wire.near(), 0, 0));
        });
  }

  @Contract({TCP, UDP, UNIX_STREAM, UNIX_DATAGRAM})
  void recv_zeroLengthAndData_doesAsPlain(Case setting) {
    setting.sameAsPlain(
        side -> {
          Wire wire = side.open(setting.kind());
          Net.setTimeout(side.libc(), wire.near(), SO_RCVTIMEO, 20);
          wire.send("data");
          Side.until(() -> wire.available() > 0);
          Result none = side.run(() -> ReadShape.RECV_ARRAY.read(side.libc(), wire.near(), 0, 0));
          return List.of(none, side.read(wire.near(), 8));
        });
  }

  @Contract({UDP, UNIX_DATAGRAM})
  void recvmmsg_noMessagesAskedFor_returnsZero(Case setting) {
    Result result =
        setting.sameAsPlain(
            side -> {
              Wire wire = side.open(setting.kind());
              var vector = Native.mmsghdr(Native.memory(4), 1, 4);
              return side.run(() -> Messages.receive(side, wire, vector, 0, 0));
            });
    assertThat(result).isEqualTo(Result.of(0));
  }
}
