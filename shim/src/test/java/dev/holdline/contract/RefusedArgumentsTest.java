package dev.holdline.contract;

import static dev.holdline.contract.WireKind.TCP;
import static dev.holdline.contract.WireKind.UNIX_DATAGRAM;
import static dev.holdline.contract.WireKind.UNIX_STREAM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdline.posix.Sockets;
import java.util.List;
import jnr.ffi.Pointer;

/** Point 2: what the kernel refuses for its arguments is refused at once, nothing being there. */
class RefusedArgumentsTest {
  @Contract(TCP)
  void accept4_unknownFlags_returnsEinval(Case setting) {
    Result result =
        setting.sameAsPlain(
            side -> {
              int listener = side.owned(Net.listener(side.libc(), 1));
              return side.run(() -> Result.of(() -> side.libc().accept4(listener, null, null, 5)));
            });
    assertThat(result).isEqualTo(Result.failed("EINVAL"));
  }

  @Contract
  void readv_noVectorOrANegativeLength_isRefused(Case setting) {
    List<Result> results =
        setting.sameAsPlain(
            side -> {
              Wire wire = side.open(setting.kind());
              Pointer vector = Native.iovec(Native.memory(8), 4, -5);
              return List.of(
                  side.run(() -> Result.of(() -> side.libc().readv(wire.near(), null, 1))),
                  side.run(() -> Result.of(() -> side.libc().readv(wire.near(), vector, 2))));
            });
    assertThat(results).containsExactly(Result.failed("EFAULT"), Result.failed("EINVAL"));
  }

  @Contract(UNIX_DATAGRAM)
  void recv_outOfBandOfAUnixDatagram_isRefused(Case setting) {
    Result result =
        setting.sameAsPlain(
            side -> {
              Wire wire = side.open(setting.kind());
              return side.run(
                  () -> Reading.RECV_ARRAY.read(side.libc(), wire.near(), 1, Sockets.MSG_OOB));
            });
    assertThat(result.errno()).isIn("EOPNOTSUPP", "ENOTSUP"); // one number, two names
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
                  side.run(() -> Reading.RECV_ARRAY.read(side.libc(), wire.near(), 4, flags)),
                  side.read(wire.near(), 4));
            });
    assertThat(results).containsExactly(Result.bytes("abc"), Result.of(0));
  }
}
