package dev.holdline.contract;

import static dev.holdline.contract.WireKind.TCP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdline.posix.LibC;
import dev.holdline.posix.Sockets;
import java.util.List;
import jnr.ffi.Pointer;

/** A TCP handshake that gets no answer, and what ends the wait for it. */
class ConnectEndsTest {
  private static Result connect(LibC libc, int fd, Pointer address) {
    return Result.of(() -> libc.connect(fd, address, Net.ADDRESS_SIZE));
  }

  private static int socket(Side side) {
    return side.owned(side.libc().socket(Sockets.AF_INET, Sockets.SOCK_STREAM, 0));
  }

  /** Returns the address of a listener that answers no more: its backlog is full. */
  private static Pointer silent(Side side, int listener) {
    Pointer address = Net.address(side.libc(), listener);
    for (int i = 0; i < 3; i++) {
      int fd = socket(side);
      Net.setNonblock(Native.LIBC, fd, true);
      Native.LIBC.connect(fd, address, Net.ADDRESS_SIZE);
    }
    return address;
  }

  @Contract(TCP)
  void connect_shutDownMeanwhile_returnsEconnresetAndBeginsNoOther(Case setting) {
    List<Result> results =
        setting.sameAsPlain(
            side -> {
              int listener = side.owned(Net.listener(side.libc(), 0));
              Pointer address = silent(side, listener);
              int fd = socket(side);
              Task<Result> connecting = side.start(() -> connect(side.libc(), fd, address));
              side.awaitBlocked(connecting, fd);
              side.libc().shutdown(fd, Net.SHUT_RDWR);
              Result connected = connecting.result();
              return List.of(connected, side.write(fd, "x"));
            });
    assertThat(results).containsExactly(Result.failed("ECONNRESET"), Result.failed("EPIPE"));
  }

  @Contract(TCP)
  void connect_againAfterItsTimeout_returnsEalready(Case setting) {
    List<Result> results =
        setting.sameAsPlain(
            side -> {
              int listener = side.owned(Net.listener(side.libc(), 0));
              Pointer address = silent(side, listener);
              int fd = socket(side);
              Net.setTimeout(side.libc(), fd, Sockets.SO_SNDTIMEO, 20);
              return List.of(
                  side.run(() -> connect(side.libc(), fd, address)),
                  side.run(() -> connect(side.libc(), fd, address)));
            });
    assertThat(results).containsExactly(Result.failed("EINPROGRESS"), Result.failed("EALREADY"));
  }

  @Contract(TCP)
  void connect_timeoutBelowZero_returnsEinprogressAtOnce(Case setting) {
    Result result =
        setting.sameAsPlain(
            side -> {
              int listener = side.owned(Net.listener(side.libc(), 0));
              Pointer address = silent(side, listener);
              int fd = socket(side);
              Net.setTimeout(side.libc(), fd, Sockets.SO_SNDTIMEO, -1_000);
              return side.run(() -> connect(side.libc(), fd, address));
            });
    assertThat(result).isEqualTo(Result.failed("EINPROGRESS"));
  }
}
