package dev.holdline.contract;

import static dev.holdline.contract.WireKind.UNIX_STREAM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdline.posix.Sockets;
import dev.holdline.posix.abi.Layout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import jnr.ffi.Pointer;

/**
 * What comes along with the bytes of a UNIX stream ends a call with MSG_WAITALL: behind
 * descriptors, and before the bytes of another sender. See "Ancillary messages" in unix(7).
 */
class WaitallRecordsTest {
  private static final int ALL = Sockets.MSG_WAITALL;
  private static final int CMSG_HEADER = 16;
  private static final int UCRED = 12; // struct ucred: pid, uid, gid

  private static Pointer message(Pointer bytes, int length, Pointer control, int controlLength) {
    Pointer message = Native.msghdr(Native.iovec(bytes, length), 1);
    message.putPointer(Layout.MSGHDR_CONTROL, control);
    message.putLong(Layout.MSGHDR_CONTROLLEN, controlLength);
    return message;
  }

  private static Pointer control(int type, int length) {
    Pointer control = Native.memory(CMSG_HEADER + 16);
    control.putLong(0, CMSG_HEADER + length);
    control.putInt(8, Sockets.SOL_SOCKET);
    control.putInt(12, type);
    return control;
  }

  private static void send(Wire wire, String text, Pointer control, int length) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    Pointer message =
        message(Native.memory(bytes), bytes.length, control, CMSG_HEADER + Math.max(8, length));
    assertThat(Native.LIBC.sendmsg(wire.far(), message, 0)).isEqualTo(bytes.length);
  }

  /** Sends bytes along with a descriptor, that of the near end. */
  private static void sendDescriptor(Wire wire, String text) {
    Pointer control = control(Sockets.SCM_RIGHTS, Integer.BYTES);
    control.putInt(CMSG_HEADER, wire.near());
    send(wire, text, control, Integer.BYTES);
  }

  /** Sends bytes as of another group; only the superuser may. */
  private static void sendAsGroup(Wire wire, String text, int group) {
    Pointer control = control(Sockets.SCM_CREDENTIALS, UCRED);
    control.putInt(CMSG_HEADER, (int) ProcessHandle.current().pid());
    control.putInt(CMSG_HEADER + 8, group);
    send(wire, text, control, 16);
  }

  private static Result receive(Side side, Wire wire, int length, int room, int flags) {
    return side.run(() -> receiveHere(side, wire, length, room, flags));
  }

  /** What recvmsg brought: how much, what control data, and with which flags. */
  private static Result receiveHere(Side side, Wire wire, int length, int room, int flags) {
    Pointer buffer = Native.memory(length);
    Pointer control = Native.memory(room);
    Pointer message = message(buffer, length, control, room);
    Result result = Result.of(() -> side.libc().recvmsg(wire.near(), message, flags));
    if (result.isFailure()) {
      return result;
    }
    long controlLength = message.getLong(Layout.MSGHDR_CONTROLLEN);
    String told = controlLength >= CMSG_HEADER ? told(side, control) : "nothing";
    String bytes = new String(Native.bytes(buffer, length), StandardCharsets.ISO_8859_1);
    String text = bytes.substring(0, (int) result.value());
    return new Result(
        result.value(), "", text + " with " + told + ", " + message.getInt(Layout.MSGHDR_FLAGS));
  }

  private static String told(Side side, Pointer control) {
    if (control.getInt(12) != Sockets.SCM_RIGHTS) {
      return "credentials of group " + control.getInt(CMSG_HEADER + 8);
    }
    long count = (control.getLong(0) - CMSG_HEADER) / Integer.BYTES;
    for (int i = 0; i < count; i++) {
      side.owned(control.getInt(CMSG_HEADER + (long) i * Integer.BYTES));
    }
    return count + " descriptors";
  }

  private static List<String> texts(List<Result> results) {
    return results.stream().map(Result::bytes).toList();
  }

  @Contract(UNIX_STREAM)
  void recvmsg_recordsWithDescriptors_endsBehindEach(Case setting) {
    List<Result> results =
        setting.sameAsPlain(
            side -> {
              Wire wire = side.open(UNIX_STREAM);
              sendDescriptor(wire, "first");
              sendDescriptor(wire, "second");
              wire.send("third");
              sendDescriptor(wire, "fourth");
              List<Result> received = new ArrayList<>();
              for (int i = 0; i < 3; i++) {
                received.add(receive(side, wire, 20, 64, ALL));
              }
              return received;
            });
    assertThat(texts(results))
        .containsExactly(
            "first with 1 descriptors, 0",
            "second with 1 descriptors, 0",
            "thirdfourth with 1 descriptors, 0");
  }

  @Contract(UNIX_STREAM)
  void recvmsg_descriptorsComeWithALaterPart_bringsThem(Case setting) {
    Result result =
        setting.sameAsPlain(
            side -> {
              Wire wire = side.open(UNIX_STREAM);
              Task<Result> reader = side.start(() -> receiveHere(side, wire, 20, 64, ALL));
              side.sendOneByOneAndAwait(wire, reader, "ab", "cd");
              sendDescriptor(wire, "efg");
              return reader.result();
            });
    assertThat(result.bytes()).isEqualTo("abcdefg with 1 descriptors, 0");
  }

  @Contract(UNIX_STREAM)
  void recvmsg_lessRoomThanDescriptors_endsBehindThemAndSaysSo(Case setting) {
    Result result =
        setting.sameAsPlain(
            side -> {
              Wire wire = side.open(UNIX_STREAM);
              sendDescriptor(wire, "first");
              wire.send("second");
              return receive(side, wire, 20, 0, ALL);
            });
    assertThat(result.bytes()).isEqualTo("first with nothing, " + Sockets.MSG_CTRUNC);
  }

  @Contract(UNIX_STREAM)
  void recvmsg_partOfARecord_leavesTheRestWithoutDescriptors(Case setting) {
    List<Result> results =
        setting.sameAsPlain(
            side -> {
              Wire wire = side.open(UNIX_STREAM);
              sendDescriptor(wire, "firstrest");
              return List.of(receive(side, wire, 5, 64, ALL), receive(side, wire, 4, 64, ALL));
            });
    assertThat(texts(results))
        .containsExactly("first with 1 descriptors, 0", "rest with nothing, 0");
  }

  /** Also where the call has no room for descriptors at all: the kernel closes them. */
  @Contract(UNIX_STREAM)
  void anyCall_recordsWithDescriptors_endsBehindEach(Case setting) {
    for (ReadShape call : ReadShape.values()) {
      if (call.hasFlags()) {
        List<Result> results =
            setting.sameAsPlain(
                side -> {
                  Wire wire = side.open(UNIX_STREAM);
                  sendDescriptor(wire, "first");
                  sendDescriptor(wire, "second");
                  return List.of(
                      side.run(() -> call.read(side.libc(), wire.near(), 11, ALL)),
                      side.run(() -> call.read(side.libc(), wire.near(), 11, ALL)));
                });
        assertThat(results).as(call.name()).extracting(Result::value).containsExactly(5L, 6L);
      }
    }
  }

  @Contract(UNIX_STREAM)
  void recvmsg_descriptorsBehindMuchElse_endsBehindTheirRecord(Case setting) {
    String much = "x".repeat(30_000);
    List<Result> results =
        setting.sameAsPlain(
            side -> {
              Wire wire = side.open(UNIX_STREAM);
              Net.set(Native.LIBC, wire.far(), Sockets.SO_SNDBUF, 1 << 20);
              wire.send(much);
              wire.send(much);
              sendDescriptor(wire, much);
              wire.send("end");
              return List.of(
                  receive(side, wire, 100_000, 64, ALL), receive(side, wire, 3, 64, ALL));
            });
    assertThat(results).extracting(Result::value).containsExactly(90_000L, 3L);
    assertThat(results.get(0).bytes()).endsWith("x with 1 descriptors, 0");
  }

  @Contract(UNIX_STREAM)
  void recvmsg_otherCredentials_endsBeforeThem(Case setting) {
    List<Result> results =
        setting.sameAsPlain(
            side -> {
              Wire wire = side.open(UNIX_STREAM);
              Net.set(Native.LIBC, wire.near(), Sockets.SO_PASSCRED, 1);
              sendAsGroup(wire, "ab", 0);
              sendAsGroup(wire, "cd", 0);
              sendAsGroup(wire, "ef", 7);
              return List.of(receive(side, wire, 10, 64, ALL), receive(side, wire, 2, 64, ALL));
            });
    assertThat(texts(results))
        .containsExactly(
            "abcd with credentials of group 0, 0", "ef with credentials of group 7, 0");
  }

  @Contract(UNIX_STREAM)
  void recv_otherCredentialsComeLater_endsBeforeThem(Case setting) {
    List<Result> results =
        setting.sameAsPlain(
            side -> {
              Wire wire = side.open(UNIX_STREAM);
              Net.set(Native.LIBC, wire.near(), Sockets.SO_PASSCRED, 1);
              Task<Result> reader =
                  side.start(() -> ReadShape.RECV_ARRAY.read(side.libc(), wire.near(), 8, ALL));
              side.sendOneByOneAndAwait(wire, reader, "ab");
              sendAsGroup(wire, "cd", 7);
              Result first = reader.result();
              return List.of(
                  first,
                  side.run(() -> ReadShape.RECV_ARRAY.read(side.libc(), wire.near(), 2, ALL)));
            });
    assertThat(results).extracting(Result::value).containsExactly(2L, 2L);
  }

  /** The end comes with credentials of nobody; those of the bytes must not be lost for them. */
  @Contract(UNIX_STREAM)
  void recvmsg_peerClosesAfterSomeBytes_keepsTheirCredentials(Case setting) {
    Result result =
        setting.sameAsPlain(
            side -> {
              Wire wire = side.open(UNIX_STREAM);
              Net.set(Native.LIBC, wire.near(), Sockets.SO_PASSCRED, 1);
              Task<Result> reader = side.start(() -> receiveHere(side, wire, 10, 64, ALL));
              side.awaitBlocked(reader, wire.near());
              sendAsGroup(wire, "ab", 7);
              Side.until(() -> wire.available() == 0);
              side.awaitBlocked(reader, wire.near());
              Native.LIBC.shutdown(wire.far(), Sockets.SHUT_WR);
              return reader.result();
            });
    assertThat(result.bytes()).isEqualTo("ab with credentials of group 7, 0");
  }

  @Contract(UNIX_STREAM)
  void recvmmsg_allOfRecordsWithDescriptors_isOneMessageEach(Case setting) {
    List<Result> results =
        setting.sameAsPlain(
            side -> {
              Wire wire = side.open(UNIX_STREAM);
              sendDescriptor(wire, "ab");
              sendDescriptor(wire, "cde");
              Pointer vector = Native.mmsghdr(Native.memory(20), 2, 10);
              Result count = side.run(() -> Messages.receive(side, wire, vector, 2, ALL));
              return List.of(
                  count,
                  Result.of(vector.getInt(Layout.MMSGHDR_LEN)),
                  Result.of(vector.getInt(Layout.MMSGHDR_SIZE + Layout.MMSGHDR_LEN)));
            });
    assertThat(results).containsExactly(Result.of(2), Result.of(2), Result.of(3));
  }
}
