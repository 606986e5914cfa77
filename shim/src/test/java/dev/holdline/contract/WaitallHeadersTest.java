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
 * What a call with MSG_WAITALL leaves in the headers that it was given, although it is taken in
 * parts: lengths, addresses, vectors. See recvmsg(2) and recvmmsg(2).
 */
class WaitallHeadersTest {
  private static final int ALL = Sockets.MSG_WAITALL;

  @Contract({TCP, UNIX_STREAM})
  void recvmmsg_all_fillsMessageByMessage(Case setting) {
    List<Result> results =
        setting.sameAsPlain(
            side -> {
              Wire wire = side.open(setting.kind());
              Pointer buffer = Native.memory(10);
              Pointer vector = Native.mmsghdr(buffer, 2, 5);
              Task<Result> reader = side.start(() -> Messages.receive(side, wire, vector, 2, ALL));
              side.sendOneByOne(wire, reader, "abc", "defgh", "ij");
              return List.of(
                  reader.result(),
                  Result.of(vector.getInt(Layout.MMSGHDR_LEN)),
                  Result.of(vector.getInt(Layout.MMSGHDR_SIZE + Layout.MMSGHDR_LEN)),
                  new Result(
                      0, "", new String(Native.bytes(buffer, 10), StandardCharsets.US_ASCII)));
            });
    assertThat(results)
        .containsExactly(Result.of(2), Result.of(5), Result.of(5), new Result(0, "", "abcdefghij"));
  }

  @Contract({TCP, UNIX_STREAM})
  void recvmmsg_allForOne_waitsForTheFirstMessageOnly(Case setting) {
    List<Result> results =
        setting.sameAsPlain(
            side -> {
              Wire wire = side.open(setting.kind());
              Pointer buffer = Native.memory(15);
              Pointer vector = Native.mmsghdr(buffer, 3, 5);
              int flags = ALL | Sockets.MSG_WAITFORONE;
              Task<Result> reader =
                  side.start(() -> Messages.receive(side, wire, vector, 3, flags));
              side.sendOneByOne(wire, reader, "abc", "de");
              return List.of(reader.result(), Result.of(vector.getInt(Layout.MMSGHDR_LEN)));
            });
    assertThat(results).containsExactly(Result.of(1), Result.of(5));
  }

  @Contract({TCP, UNIX_STREAM})
  void recvmmsg_allAndTimeUp_isWhatCameBefore(Case setting) {
    List<Result> results =
        setting.sameAsPlain(
            side -> {
              Wire wire = side.open(setting.kind());
              wire.send("abcde");
              wire.send("fghij");
              Pointer vector = Native.mmsghdr(Native.memory(15), 3, 5);
              Pointer timeout = Native.timespec(1);
              Result count = side.run(() -> Messages.receive(side, wire, vector, 3, ALL, timeout));
              return List.of(count, Result.of(vector.getInt(Layout.MMSGHDR_LEN)));
            });
    assertThat(results).containsExactly(Result.of(1), Result.of(5));
  }

  /** Later parts write no address: it would go beyond a buffer that the first has filled. */
  @Contract(UNIX_STREAM)
  void recvfrom_addressLongerThanItsRoom_isNotWrittenBeyondIt(Case setting) {
    List<Result> results =
        setting.sameAsPlain(
            side -> {
              Wire wire = side.open(UNIX_STREAM);
              Pointer name = Native.memory(3); // an address that the kernel chooses: six bytes
              name.putShort(0, (short) Sockets.AF_UNIX);
              assertThat(Native.LIBC.bind(wire.far(), name, 2)).isZero();
              Pointer address = Native.memory(16);
              Pointer length = Native.memory(Integer.BYTES);
              length.putInt(0, 2);
              Task<Result> reader =
                  side.start(
                      () ->
                          Result.of(
                              () ->
                                  side.libc()
                                      .recvfrom(
                                          wire.near(), Native.memory(6), 6, ALL, address, length)));
              side.sendOneByOne(wire, reader, "abc", "def");
              return List.of(
                  reader.result(), Result.of(length.getInt(0)), Result.of(address.getLong(0)));
            });
    assertThat(results.get(2)).isEqualTo(Result.of(Sockets.AF_UNIX));
  }

  @Contract(UNIX_STREAM)
  void recvmsg_inParts_leavesItsHeaderAsTheKernelWould(Case setting) {
    List<Result> results =
        setting.sameAsPlain(
            side -> {
              Wire wire = side.open(UNIX_STREAM);
              Pointer name = Native.memory(2);
              name.putShort(0, (short) Sockets.AF_UNIX);
              assertThat(Native.LIBC.bind(wire.far(), name, 2)).isZero();
              Pointer vector = Native.iovec(Native.memory(6), 2, 4);
              Pointer message = Native.msghdr(vector, 2);
              message.putPointer(Layout.MSGHDR_NAME, Native.memory(32));
              message.putInt(Layout.MSGHDR_NAMELEN, 32);
              Task<Result> reader =
                  side.start(() -> Result.of(() -> side.libc().recvmsg(wire.near(), message, ALL)));
              side.sendOneByOne(wire, reader, "abc", "def");
              return List.of(
                  reader.result(),
                  Result.of(message.getInt(Layout.MSGHDR_NAMELEN)),
                  Result.of(message.getPointer(Layout.MSGHDR_IOV).address() - vector.address()),
                  Result.of(message.getLong(Layout.MSGHDR_IOVLEN)),
                  Result.of(vector.getLong(Layout.IOVEC_LEN)));
            });
    assertThat(results)
        .containsExactly(Result.of(6), Result.of(8), Result.of(0), Result.of(2), Result.of(2));
  }
}
