package dev.holdline.contract;

import static dev.holdline.contract.WireKind.TCP;
import static dev.holdline.contract.WireKind.UNIX_STREAM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdline.posix.Sockets;
import dev.holdline.posix.abi.Layout;
import java.util.List;
import jnr.ffi.Pointer;

/** A message of which only the first buffer can be written to: the call ends with what is there. */
class WaitallFaultTest {
  private static final int GOOD = 3;
  private static final int BAD = 5;

  private static Result receive(Side side, Wire wire) {
    Pointer vector = Native.iovec(Native.memory(GOOD + BAD), GOOD, BAD);
    vector.putLong(Layout.IOVEC_SIZE + Layout.IOVEC_BASE, 8); // no memory of this process
    Pointer message = Native.msghdr(vector, 2);
    return Result.of(() -> side.libc().recvmsg(wire.near(), message, Sockets.MSG_WAITALL));
  }

  @Contract({TCP, UNIX_STREAM})
  void recvmsg_laterPartCannotBeWritten_errorIsNotTheNextCalls(Case setting) {
    List<Result> results =
        setting.sameAsPlain(
            side -> {
              Wire wire = side.open(setting.kind());
              Task<Result> reader = side.start(() -> receive(side, wire));
              side.sendOneByOne(wire, reader, "abc");
              Side.until(() -> wire.available() == 0);
              side.awaitBlocked(reader, wire.near());
              wire.send("defgh");
              Result first = reader.result();
              Result next =
                  side.run(() -> ReadShape.RECV_ARRAY.read(side.libc(), wire.near(), BAD, 0));
              return List.of(first, next);
            });
    assertThat(results.get(0).value()).isEqualTo(GOOD);
  }
}
