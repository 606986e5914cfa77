package dev.holdline.contract;

import static dev.holdline.contract.WireKind.TCP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdline.fixture.Listener;
import dev.holdline.posix.Sockets;
import java.util.List;

/** A TCP handshake that gets no answer, and what ends the wait for it. */
class ConnectEndsTest {
  @Contract(TCP)
  void connect_shutDownMeanwhile_returnsEconnresetAndBeginsNoOther(Case setting) {
    List<Result> results =
        setting.sameAsPlain(
            side -> {
              Listener listener = side.listener(TCP).fill();
              int fd = side.socket(TCP);
              Task<Result> connecting =
                  side.startBlocked(fd, () -> Net.connect(side.libc(), fd, listener));
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
              Listener listener = side.listener(TCP).fill();
              int fd = side.socket(TCP);
              Net.setTimeout(side.libc(), fd, Sockets.SO_SNDTIMEO, 20);
              return List.of(
                  side.run(() -> Net.connect(side.libc(), fd, listener)),
                  side.run(() -> Net.connect(side.libc(), fd, listener)));
            });
    assertThat(results).containsExactly(Result.failed("EINPROGRESS"), Result.failed("EALREADY"));
  }

  @Contract(TCP)
  void connect_timeoutBelowZero_returnsEinprogressAtOnce(Case setting) {
    Result result =
        setting.sameAsPlain(
            side -> {
              Listener listener = side.listener(TCP).fill();
              int fd = side.socket(TCP);
              Net.setTimeout(side.libc(), fd, Sockets.SO_SNDTIMEO, -1_000);
              return side.run(() -> Net.connect(side.libc(), fd, listener));
            });
    assertThat(result).isEqualTo(Result.failed("EINPROGRESS"));
  }
}
