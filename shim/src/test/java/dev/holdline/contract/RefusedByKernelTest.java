package dev.holdline.contract;

import static dev.holdline.contract.WireKind.TCP;
import static dev.holdline.contract.WireKind.UDP;
import static dev.holdline.contract.WireKind.UNIX_DATAGRAM;
import static dev.holdline.contract.WireKind.UNIX_STREAM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdline.posix.Sockets;
import dev.holdline.posix.abi.Layout;
import java.util.List;
import java.util.stream.IntStream;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;

/** Point 2: arguments that the kernel refuses before it would wait. */
class RefusedByKernelTest {
  private static final Pointer NULL = Pointer.wrap(Runtime.getSystemRuntime(), 0L);

  private static Pointer negative(Pointer buffer) {
    Pointer vector = Native.iovec(buffer, 4, 4);
    vector.putLong(Layout.IOVEC_SIZE + Layout.IOVEC_LEN, -1);
    return vector;
  }

  @Contract(TCP)
  void accept4_unknownFlags_returnsEinval(Case setting) {
    List<Result> results =
        setting.sameAsPlain(
            side -> {
              int listener = side.owned(Net.listener(side.libc(), 1));
              return IntStream.of(12345, 1, -1)
                  .mapToObj(
                      flags ->
                          side.run(
                              () ->
                                  Result.of(
                                      () -> side.libc().accept4(listener, null, null, flags))))
                  .toList();
            });
    assertThat(results).containsOnly(Result.failed("EINVAL"));
  }

  @Contract
  void readv_badVector_returnsAtOnce(Case setting) {
    List<Result> results =
        setting.sameAsPlain(
            side -> {
              int fd = side.open(setting.kind()).near();
              Pointer buffer = Native.memory(8);
              Pointer negative = negative(buffer);
              return List.of(
                  side.run(() -> Result.of(() -> side.libc().readv(fd, NULL, 1))),
                  side.run(() -> Result.of(() -> side.libc().readv(fd, negative, 2))),
                  side.run(() -> Result.of(() -> side.libc().readv(fd, negative, -1))),
                  side.run(() -> Result.of(() -> side.libc().readv(fd, negative, 1025))));
            });
    assertThat(results)
        .containsExactly(
            Result.failed("EFAULT"),
            Result.failed("EINVAL"),
            Result.failed("EINVAL"),
            Result.failed("EINVAL"));
  }

  @Contract({TCP, UDP})
  void recvmsg_badVector_returnsAtOnce(Case setting) {
    List<Result> results =
        setting.sameAsPlain(
            side -> {
              int fd = side.open(setting.kind()).near();
              Pointer buffer = Native.memory(8);
              Pointer vector = negative(buffer);
              Pointer negative = Native.msghdr(vector, 2);
              Pointer many = Native.msghdr(vector, 1025);
              Pointer none = Native.msghdr(NULL, 1);
              int all = Sockets.MSG_WAITALL;
              return List.of(
                  side.run(() -> Result.of(() -> side.libc().recvmsg(fd, NULL, all))),
                  side.run(() -> Result.of(() -> side.libc().recvmsg(fd, none, 0))),
                  side.run(() -> Result.of(() -> side.libc().recvmsg(fd, negative, 0))),
                  side.run(() -> Result.of(() -> side.libc().recvmsg(fd, many, all))),
                  side.run(() -> Result.of(() -> side.libc().recvmmsg(fd, none, 1, 0, null))));
            });
    assertThat(results)
        .containsExactly(
            Result.failed("EFAULT"),
            Result.failed("EFAULT"),
            Result.failed("EINVAL"),
            Result.failed("EMSGSIZE"),
            Result.failed("EFAULT"));
  }

  @Contract(UNIX_DATAGRAM)
  void recv_outOfBandOfAUnixDatagram_isRefused(Case setting) {
    Result result =
        setting.sameAsPlain(
            side -> {
              Wire wire = side.open(setting.kind());
              return side.run(
                  () -> ReadShape.RECV_ARRAY.read(side.libc(), wire.near(), 1, Sockets.MSG_OOB));
            });
    assertThat(result).isEqualTo(Result.failed("EOPNOTSUPP"));
  }

  @Contract(UNIX_STREAM)
  void recv_waitallNotWaiting_takesTheErrorAsTheKernelDoes(Case setting) {
    List<Result> results =
        setting.sameAsPlain(
            side -> {
              Wire wire = side.open(UNIX_STREAM);
              side.write(wire.near(), "unread");
              wire.send("abc");
              side.libc().close(wire.far());
              int flags = Sockets.MSG_WAITALL | Sockets.MSG_DONTWAIT;
              return List.of(
                  side.run(() -> ReadShape.RECV_ARRAY.read(side.libc(), wire.near(), 4, flags)),
                  side.read(wire.near(), 4));
            });
    assertThat(results).containsExactly(Result.bytes("abc"), Result.of(0));
  }
}
