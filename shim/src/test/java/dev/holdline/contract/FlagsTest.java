package dev.holdline.contract;

import static dev.holdline.contract.WireKind.TCP;
import static dev.holdline.contract.WireKind.UDP;
import static dev.holdline.contract.WireKind.UNIX_DATAGRAM;
import static dev.holdline.contract.WireKind.UNIX_STREAM;
import static dev.holdline.posix.Sockets.MSG_PEEK;
import static dev.holdline.posix.Sockets.MSG_TRUNC;
import static dev.holdline.posix.Sockets.MSG_WAITALL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdline.posix.Sockets;
import java.util.List;

/** Point 1: what the flags of recv(2) mean, and SO_RCVLOWAT. */
class FlagsTest {
  private static final List<ReadShape> WITH_FLAGS =
      List.of(
          ReadShape.RECV_ARRAY,
          ReadShape.RECV_HEAP_BUFFER,
          ReadShape.RECV_DIRECT_BUFFER,
          ReadShape.RECV_POINTER,
          ReadShape.RECVFROM_ARRAY,
          ReadShape.RECVMSG);

  private static Task<Result> start(Side side, Wire wire, int length, int flags) {
    return side.start(() -> ReadShape.RECV_ARRAY.read(side.libc(), wire.near(), length, flags));
  }

  private static Task<Result> startBlocked(Side side, Wire wire, int length, int flags) {
    Task<Result> reader = start(side, wire, length, flags);
    side.awaitBlocked(reader, wire.near());
    return reader;
  }

  @Contract({TCP, UDP, UNIX_STREAM, UNIX_DATAGRAM})
  void recv_peek_leavesTheData(Case setting) {
    List<Result> results =
        setting.sameAsPlain(
            side -> {
              Wire wire = side.open(setting.kind());
              Task<Result> peeker = startBlocked(side, wire, 3, MSG_PEEK);
              wire.send("hello");
              Result first = peeker.result();
              Result again = start(side, wire, 16, MSG_PEEK).result();
              return List.of(first, again, side.read(wire.near(), 16));
            });
    assertThat(results)
        .containsExactly(Result.bytes("hel"), Result.bytes("hello"), Result.bytes("hello"));
  }

  @Contract({TCP, UNIX_STREAM})
  void recv_waitall_accumulatesOverSeveralSends(Case setting) {
    for (ReadShape call : WITH_FLAGS) {
      Result result =
          setting.sameAsPlain(
              side -> {
                Wire wire = side.open(setting.kind());
                Task<Result> reader =
                    side.start(() -> call.read(side.libc(), wire.near(), 9, MSG_WAITALL));
                side.sendOneByOne(wire, reader, "abc", "defg", "hi");
                return reader.result();
              });
      assertThat(result).as("%s", call).isEqualTo(Result.bytes("abcdefghi"));
    }
  }

  @Contract({UDP, UNIX_DATAGRAM})
  void recv_waitallOnDatagrams_takesOne(Case setting) {
    Result result =
        setting.sameAsPlain(
            side -> {
              Wire wire = side.open(setting.kind());
              Task<Result> reader = startBlocked(side, wire, 9, MSG_WAITALL);
              wire.send("abc");
              return reader.result();
            });
    assertThat(result).isEqualTo(Result.bytes("abc"));
  }

  @Contract({TCP, UNIX_STREAM})
  void recv_waitallAndEof_returnsWhatCame(Case setting) {
    List<Result> results =
        setting.sameAsPlain(
            side -> {
              Wire wire = side.open(setting.kind());
              Task<Result> reader = start(side, wire, 9, MSG_WAITALL);
              wire.send("abc");
              side.awaitBlocked(reader, wire.near());
              side.libc().close(wire.far());
              return List.of(reader.result(), start(side, wire, 9, MSG_WAITALL).result());
            });
    assertThat(results).containsExactly(Result.bytes("abc"), Result.of(0));
  }

  @Contract({TCP, UNIX_STREAM})
  void recv_waitallAndTimeout_returnsWhatCame(Case setting) {
    List<Result> results =
        setting.sameAsPlain(
            side -> {
              Wire wire = side.open(setting.kind());
              Net.setTimeout(side.libc(), wire.near(), Sockets.SO_RCVTIMEO, 30);
              wire.send("abc");
              Side.until(() -> wire.available() == 3);
              Task<Result> partial = start(side, wire, 9, MSG_WAITALL);
              return List.of(partial.result(), start(side, wire, 9, MSG_WAITALL).result());
            });
    assertThat(results).containsExactly(Result.bytes("abc"), Result.failed("EAGAIN"));
  }

  @Contract(UNIX_STREAM)
  void recv_waitallAndReset_takesTheErrorOfAUnixSocketWithIt(Case setting) {
    List<Result> results =
        setting.sameAsPlain(
            side -> {
              Wire wire = side.open(UNIX_STREAM);
              side.libc().write(wire.near(), new byte[1], 1);
              wire.send("abc");
              Task<Result> reader = startBlocked(side, wire, 9, MSG_WAITALL);
              side.libc().close(wire.far()); // with that byte unread
              return List.of(reader.result(), side.read(wire.near(), 9));
            });
    assertThat(results).containsExactly(Result.bytes("abc"), Result.of(0));
  }

  @Contract(TCP)
  void recv_waitallAndReset_returnsWhatCameThenTheError(Case setting) {
    List<Result> results =
        setting.sameAsPlain(
            side -> {
              Wire wire = side.open(TCP);
              Task<Result> reader = startBlocked(side, wire, 9, MSG_WAITALL);
              wire.send("abc");
              Side.until(() -> wire.available() == 0);
              side.awaitBlocked(reader, wire.near());
              Net.setLingerZero(side.libc(), wire.far());
              side.libc().close(wire.far());
              return List.of(reader.result(), side.read(wire.near(), 9), side.read(wire.near(), 9));
            });
    assertThat(results)
        .containsExactly(Result.bytes("abc"), Result.failed("ECONNRESET"), Result.of(0));
  }

  @Contract({TCP, UNIX_STREAM})
  void recv_waitallAndPeek_doesAsPlain(Case setting) {
    setting.sameAsPlain(
        side -> {
          Wire wire = side.open(setting.kind());
          Net.setTimeout(side.libc(), wire.near(), Sockets.SO_RCVTIMEO, 30);
          wire.send("abc");
          Side.until(() -> wire.available() == 3);
          Result some = start(side, wire, 6, MSG_WAITALL | MSG_PEEK).result();
          wire.send("def");
          Side.until(() -> wire.available() == 6);
          Result all = start(side, wire, 6, MSG_WAITALL | MSG_PEEK).result();
          return List.of(some, all, side.read(wire.near(), 16));
        });
  }

  @Contract({UDP, UNIX_DATAGRAM})
  void recv_truncatedDatagram_returnsWhatPlainReturns(Case setting) {
    List<Result> results =
        setting.sameAsPlain(
            side -> {
              Wire wire = side.open(setting.kind());
              Task<Result> reader = startBlocked(side, wire, 4, MSG_TRUNC);
              wire.send("truncated");
              wire.send("silently");
              return List.of(reader.result(), start(side, wire, 4, 0).result());
            });
    assertThat(results).containsExactly(new Result(9, "", "trun"), Result.bytes("sile"));
  }

  @Contract(TCP)
  void recv_truncOnTcp_discards(Case setting) {
    List<Long> results =
        setting.sameAsPlain(
            side -> {
              Wire wire = side.open(TCP);
              Task<Result> reader = startBlocked(side, wire, 5, MSG_TRUNC);
              wire.send("hello");
              return List.of(reader.result().value(), (long) wire.available());
            });
    assertThat(results).containsExactly(5L, 0L);
  }

  @Contract(TCP)
  void recv_belowLowWater_waitsForMore(Case setting) {
    Result result =
        setting.sameAsPlain(
            side -> {
              Wire wire = side.open(TCP);
              Net.set(side.libc(), wire.near(), Sockets.SO_RCVLOWAT, 4);
              Task<Result> reader = startBlocked(side, wire, 16, 0);
              wire.send("ab");
              Side.until(() -> wire.available() == 2);
              side.awaitBlocked(reader, wire.near());
              wire.send("cd");
              return reader.result();
            });
    assertThat(result).isEqualTo(Result.bytes("abcd"));
  }

  @Contract(TCP)
  void recv_bufferShorterThanLowWater_isSatisfiedByItsLength(Case setting) {
    Result result =
        setting.sameAsPlain(
            side -> {
              Wire wire = side.open(TCP);
              Net.set(side.libc(), wire.near(), Sockets.SO_RCVLOWAT, 100);
              wire.send("abc");
              Side.until(() -> wire.available() == 3);
              return start(side, wire, 2, 0).result();
            });
    assertThat(result).isEqualTo(Result.bytes("ab"));
  }

  @Contract(TCP)
  void recv_belowLowWaterAtTimeout_returnsWhatIsThere(Case setting) {
    Result result =
        setting.sameAsPlain(
            side -> {
              Wire wire = side.open(TCP);
              Net.set(side.libc(), wire.near(), Sockets.SO_RCVLOWAT, 100);
              Net.setTimeout(side.libc(), wire.near(), Sockets.SO_RCVTIMEO, 30);
              wire.send("abc");
              Side.until(() -> wire.available() == 3);
              return start(side, wire, 200, 0).result();
            });
    assertThat(result).isEqualTo(Result.bytes("abc"));
  }

  @Contract({UDP, UNIX_DATAGRAM})
  void recvmmsg_severalMessages_waitsForAll(Case setting) {
    List<Result> results =
        setting.sameAsPlain(
            side -> {
              Wire wire = side.open(setting.kind());
              var buffer = Native.memory(3 * 8);
              var vector = Native.mmsghdr(buffer, 3, 8);
              Task<Result> reader = side.start(() -> Messages.receive(side, wire, vector, 3, 0));
              side.sendOneByOne(wire, reader, "one", "two", "three");
              return List.of(reader.result(), Result.of(24).with(Native.bytes(buffer, 24)));
            });
    assertThat(results.get(0)).isEqualTo(Result.of(3));
    assertThat(results.get(1).bytes()).isEqualTo("one\0\0\0\0\0two\0\0\0\0\0three\0\0\0");
  }

  @Contract({UDP, UNIX_DATAGRAM})
  void recvmmsg_waitForOne_returnsWithTheFirst(Case setting) {
    Result result =
        setting.sameAsPlain(
            side -> {
              Wire wire = side.open(setting.kind());
              var vector = Native.mmsghdr(Native.memory(3 * 8), 3, 8);
              int flags = Sockets.MSG_WAITFORONE;
              Task<Result> reader =
                  side.startBlocked(
                      wire.near(), () -> Messages.receive(side, wire, vector, 3, flags));
              wire.send("one");
              return reader.result();
            });
    assertThat(result).isEqualTo(Result.of(1));
  }

  /** So often that a virtual thread looks again before it parks at least once, which it learns. */
  private static final int WAITS = 70;

  @Contract({TCP, UNIX_STREAM})
  void recv_waitallAfterO_nonblockWasSet_returnsWhatIsThere(Case setting) {
    setting.held(
        side -> {
          Wire wire = side.open(setting.kind());
          for (int i = 0; i < WAITS; i++) {
            Task<Result> reader = startBlocked(side, wire, 1, 0);
            wire.send("x");
            assertThat(reader.result()).isEqualTo(Result.bytes("x"));
            Net.setNonblock(side.libc(), wire.near(), true);
            wire.send("ab");
            Side.until(() -> wire.available() == 2);
            assertThat(start(side, wire, 9, MSG_WAITALL).result()).isEqualTo(Result.bytes("ab"));
            Net.setNonblock(side.libc(), wire.near(), false);
          }
        });
  }
}
