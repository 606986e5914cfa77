package dev.holdline.contract;

import static dev.holdline.contract.WireKind.TCP;
import static dev.holdline.contract.WireKind.UNIX_STREAM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdline.posix.Sockets;
import dev.holdline.posix.abi.Layout;
import java.nio.charset.StandardCharsets;
import java.util.List;
import jnr.ffi.Pointer;

/**
 * The urgent mark ends a call with MSG_WAITALL that has some bytes already: see "out-of-band data"
 * in tcp(7) and unix(7), and SIOCATMARK.
 */
class WaitallMarkTest {
  private static final int ALL = Sockets.MSG_WAITALL;
  private static final List<ReadShape> WITH_FLAGS =
      List.of(
          ReadShape.RECV_ARRAY,
          ReadShape.RECV_HEAP_BUFFER,
          ReadShape.RECV_DIRECT_BUFFER,
          ReadShape.RECV_POINTER,
          ReadShape.RECVFROM_ARRAY,
          ReadShape.RECVMSG);

  private static void sendUrgent(Wire wire, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    long sent = Native.LIBC.send(wire.far(), bytes, bytes.length, Sockets.MSG_OOB);
    assertThat(sent).isEqualTo(bytes.length);
  }

  /** Opens a wire with "abc" and an urgent byte on it. */
  private static Wire openWithUrgent(Side side, WireKind kind) {
    Wire wire = side.open(kind);
    wire.send("abc");
    sendUrgent(wire, "!");
    awaitUrgent(wire);
    return wire;
  }

  private static Result read(Side side, Wire wire, int length, int flags) {
    return side.run(() -> ReadShape.RECV_ARRAY.read(side.libc(), wire.near(), length, flags));
  }

  /** Returns when so many bytes before the mark, or all behind it, can be read. */
  private static void awaitBytes(Wire wire, int count) {
    Side.until(() -> wire.available() >= count);
  }

  @Contract({TCP, UNIX_STREAM})
  void anyCall_markInTheQueue_endsAtTheMark(Case setting) {
    for (ReadShape call : WITH_FLAGS) {
      List<Result> results =
          setting.sameAsPlain(
              side -> {
                Wire wire = side.open(setting.kind());
                wire.send("abcde");
                sendUrgent(wire, "!");
                wire.send("fghij");
                awaitUrgent(wire);
                return List.of(
                    side.run(() -> call.read(side.libc(), wire.near(), 19, ALL)),
                    side.run(() -> call.read(side.libc(), wire.near(), 4, ALL)));
              });
      assertThat(results)
          .as(call.name())
          .containsExactly(Result.bytes("abcde"), Result.bytes("fghi"));
    }
  }

  private static void awaitUrgent(Wire wire) {
    Pointer pollfd = Polls.pollfds(wire.near(), 2); // POLLPRI
    Side.until(() -> Native.LIBC.poll(pollfd, 1, 0) == 1);
  }

  @Contract({TCP, UNIX_STREAM})
  void recv_markComesWhileItWaits_ends(Case setting) {
    Result result =
        setting.sameAsPlain(
            side -> {
              Wire wire = side.open(setting.kind());
              Task<Result> reader =
                  side.start(() -> ReadShape.RECV_POINTER.read(side.libc(), wire.near(), 9, ALL));
              side.sendOneByOneAndAwait(wire, reader, "abc", "de");
              sendUrgent(wire, "!");
              return reader.result();
            });
    assertThat(result.value()).isEqualTo(5);
  }

  @Contract({TCP, UNIX_STREAM})
  void recv_beginsAtTheMark_goesOnBehindIt(Case setting) {
    List<Result> results =
        setting.sameAsPlain(
            side -> {
              Wire wire = openWithUrgent(side, setting.kind());
              Result first = read(side, wire, 3, ALL);
              Task<Result> reader =
                  side.start(() -> ReadShape.RECV_ARRAY.read(side.libc(), wire.near(), 4, ALL));
              side.awaitBlocked(reader, wire.near());
              wire.send("de");
              wire.send("fg");
              return List.of(first, reader.result());
            });
    assertThat(results).containsExactly(Result.bytes("abc"), Result.bytes("defg"));
  }

  @Contract({TCP, UNIX_STREAM})
  void recv_urgentByteInline_endsBeforeItAndBeginsWithIt(Case setting) {
    List<Result> results =
        setting.sameAsPlain(
            side -> {
              Wire wire = side.open(setting.kind());
              Net.set(Native.LIBC, wire.near(), Sockets.SO_OOBINLINE, 1);
              wire.send("abc");
              sendUrgent(wire, "!");
              wire.send("de");
              awaitUrgent(wire);
              awaitBytes(wire, 6);
              return List.of(read(side, wire, 5, ALL), read(side, wire, 3, ALL));
            });
    assertThat(results).extracting(Result::value).containsExactly(3L, 3L);
  }

  /** An urgent byte that is never read makes poll(2) say POLLPRI until the stream is past it. */
  @Contract({TCP, UNIX_STREAM})
  void recv_markIsAhead_waitsForAllBeforeIt(Case setting) {
    List<Result> results =
        setting.sameAsPlain(
            side -> {
              Wire wire = side.open(setting.kind());
              wire.send("ab");
              Task<Result> reader =
                  side.start(() -> ReadShape.RECV_ARRAY.read(side.libc(), wire.near(), 5, ALL));
              side.sendOneByOneAndAwait(wire, reader, "cd");
              wire.send("e");
              sendUrgent(wire, "!");
              Result first = reader.result();
              awaitUrgent(wire);
              return List.of(first, read(side, wire, 1, Sockets.MSG_OOB));
            });
    assertThat(results).containsExactly(Result.bytes("abcde"), Result.bytes("!"));
  }

  @Contract(TCP)
  void recv_peekOfAllBeforeTheMark_endsAtTheMark(Case setting) {
    Result result =
        setting.sameAsPlain(
            side -> {
              Wire wire = side.open(TCP);
              Task<Result> reader =
                  side.start(
                      () ->
                          ReadShape.RECV_ARRAY.read(
                              side.libc(), wire.near(), 9, ALL | Sockets.MSG_PEEK));
              side.awaitBlocked(reader, wire.near());
              wire.send("abc");
              side.awaitBlocked(reader, wire.near());
              sendUrgent(wire, "!");
              wire.send("def");
              return reader.result();
            });
    assertThat(result.value()).isEqualTo(3);
  }

  /** FIONREAD counts nothing there, though the call goes on behind the mark. */
  @Contract(TCP)
  void recv_peekOfAllAtTheMark_seesWhatIsBehindIt(Case setting) {
    List<Result> results =
        setting.sameAsPlain(
            side -> {
              Wire wire = openWithUrgent(side, TCP);
              Result first = read(side, wire, 3, ALL);
              Task<Result> reader =
                  side.start(
                      () ->
                          ReadShape.RECV_ARRAY.read(
                              side.libc(), wire.near(), 4, ALL | Sockets.MSG_PEEK));
              side.awaitBlocked(reader, wire.near());
              wire.send("de");
              wire.send("fg");
              return List.of(first, reader.result());
            });
    assertThat(results).containsExactly(Result.bytes("abc"), Result.bytes("defg"));
  }

  @Contract({TCP, UNIX_STREAM})
  void recv_urgentByteOfAll_isOneByte(Case setting) {
    List<Result> results =
        setting.sameAsPlain(
            side -> {
              Wire wire = openWithUrgent(side, setting.kind());
              return List.of(read(side, wire, 2, ALL | Sockets.MSG_OOB), read(side, wire, 3, ALL));
            });
    assertThat(results).extracting(Result::value).containsExactly(1L, 3L);
  }

  @Contract({TCP, UNIX_STREAM})
  void recvmmsg_urgentByte_isTheLastMessage(Case setting) {
    List<Result> results =
        setting.sameAsPlain(
            side -> {
              Wire wire = openWithUrgent(side, setting.kind());
              Pointer vector = Native.mmsghdr(Native.memory(8), 2, 4);
              int flags = Sockets.MSG_OOB;
              Result urgent = side.run(() -> Messages.receive(side, wire, vector, 2, flags));
              return List.of(
                  urgent, Result.of(vector.getInt(Layout.MMSGHDR_LEN)), read(side, wire, 3, 0));
            });
    assertThat(results).containsExactly(Result.of(1), Result.of(1), Result.bytes("abc"));
  }
}
