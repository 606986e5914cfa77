package dev.holdline.contract;

import static dev.holdline.contract.WireKind.UDP;
import static dev.holdline.contract.WireKind.UNIX_DATAGRAM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdline.posix.Sockets;
import dev.holdline.posix.abi.Layout;
import java.util.List;
import jnr.ffi.LibraryLoader;
import jnr.ffi.Pointer;
import jnr.ffi.annotations.In;

/** The timeout of recvmmsg, which the kernel looks at and writes after each message only. */
class RecvmmsgTimeoutTest {
  private static final long NANOS = 1_000_000_000L;
  private static final int SIZE = 8; // of one message's buffer

  /** recvmmsg with timeouts in arrays. */
  public interface Shapes extends Native.Plain {
    int recvmmsg(int fd, Pointer messages, int count, int flags, long[] timeout);

    int recvmmsg(int fd, Pointer messages, int count, int flags, @In int[] timeout);
  }

  private static final Shapes PLAIN = LibraryLoader.create(Shapes.class).load("c");

  private static Pointer vector() {
    return Native.mmsghdr(Native.memory(3 * SIZE), 3, SIZE);
  }

  /** What a timespec says: nothing left, all of it, or something between. */
  private static String left(long before, long seconds, long nanos) {
    long now = seconds * NANOS + nanos;
    return now == 0 ? "none" : now == before ? "all" : now < before && now > 0 ? "some" : "more";
  }

  private static String left(long before, Pointer timespec) {
    long seconds = timespec.getLong(Layout.TIMESPEC_SEC);
    return left(before, seconds, timespec.getLong(Layout.TIMESPEC_NSEC));
  }

  @Contract({UDP, UNIX_DATAGRAM})
  void recvmmsg_secondMessageAfterTheTimeout_returnsBothAndNoTimeLeft(Case setting) {
    List<Object> seen =
        setting.sameAsPlain(
            side -> {
              Wire wire = side.open(setting.kind());
              Pointer vector = vector();
              Pointer time = Native.timespec(NANOS / 10);
              Task<Result> reader =
                  side.startBlocked(
                      wire.near(),
                      () -> Result.of(() -> side.libc().recvmmsg(wire.near(), vector, 3, 0, time)));
              long begin = System.nanoTime(); // the timeout began before
              wire.send("one");
              Side.until(() -> System.nanoTime() - begin > NANOS / 10 + NANOS / 20);
              assertThat(reader.isDone()).isFalse();
              wire.send("two");
              return List.of(reader.result(), left(NANOS / 10, time));
            });
    assertThat(seen).containsExactly(Result.of(2), "none");
  }

  @Contract({UDP, UNIX_DATAGRAM})
  void recvmmsg_allBeforeTheTimeout_writesTheTimeLeftAfterTheLast(Case setting) {
    for (int flags : new int[] {0, Sockets.MSG_WAITFORONE}) {
      List<Object> seen =
          setting.sameAsPlain(
              side -> {
                Wire wire = side.open(setting.kind());
                Shapes libc = side.library(Shapes.class, PLAIN);
                int wanted = flags == 0 ? 2 : 1;
                Pointer vector = vector();
                long[] time = {5, 0};
                Task<Result> reader =
                    side.start(
                        () -> Result.of(() -> libc.recvmmsg(wire.near(), vector, 2, flags, time)));
                for (int i = 0; i < wanted; i++) {
                  side.awaitBlocked(reader, wire.near());
                  long begin = System.nanoTime(); // so much less must be left
                  Side.until(() -> System.nanoTime() - begin > 10_000_000);
                  wire.send("x");
                }
                Result result = reader.result();
                assertThat(time[0] * NANOS + time[1])
                    .isBetween(2 * NANOS, 5 * NANOS - wanted * 10_000_000L);
                return List.of(result, left(5 * NANOS, time[0], time[1]));
              });
      assertThat(seen).containsExactly(Result.of(flags == 0 ? 2 : 1), "some");
    }
  }

  @Contract({UDP, UNIX_DATAGRAM})
  void recvmmsg_noTimeAtAll_takesOneMessage(Case setting) {
    List<Object> seen =
        setting.sameAsPlain(
            side -> {
              Wire wire = side.open(setting.kind());
              Pointer time = Native.timespec(0);
              wire.send("one");
              wire.send("two");
              Side.until(() -> wire.available() > 0);
              Result result =
                  side.run(
                      () ->
                          Result.of(() -> side.libc().recvmmsg(wire.near(), vector(), 3, 0, time)));
              return List.of(result, left(0, time), side.read(wire.near(), SIZE));
            });
    assertThat(seen).containsExactly(Result.of(1), "none", Result.bytes("two"));
  }

  @Contract({UDP, UNIX_DATAGRAM})
  void recvmmsg_noMessageOrTimeoutOnlyIn_leavesTheTimeout(Case setting) {
    List<Object> seen =
        setting.sameAsPlain(
            side -> {
              Wire wire = side.open(setting.kind());
              Shapes libc = side.library(Shapes.class, PLAIN);
              Net.setTimeout(side.libc(), wire.near(), Sockets.SO_RCVTIMEO, 30);
              Pointer time = Native.timespec(5 * NANOS);
              Result none =
                  side.run(
                      () ->
                          Result.of(() -> side.libc().recvmmsg(wire.near(), vector(), 1, 0, time)));
              wire.send("x");
              int[] in = {5, 0, 0, 0};
              Result one =
                  side.run(() -> Result.of(() -> libc.recvmmsg(wire.near(), vector(), 1, 0, in)));
              return List.of(none, left(5 * NANOS, time), one, left(5 * NANOS, in[0], in[2]));
            });
    assertThat(seen).containsExactly(Result.failed("EAGAIN"), "all", Result.of(1), "all");
  }
}
