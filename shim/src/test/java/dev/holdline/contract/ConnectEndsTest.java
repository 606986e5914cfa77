package dev.holdline.contract;

import static dev.holdline.contract.WireKind.TCP;
import static dev.holdline.contract.WireKind.UNIX_STREAM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdline.fixture.Listener;
import dev.holdline.posix.Sockets;
import java.util.List;
import jnr.ffi.Pointer;

/** A connect that gets no answer, or no room, and what ends the wait for it. */
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

  /** Else the next try would connect the new owner's socket. */
  @Contract({TCP, UNIX_STREAM})
  void connect_numberReusedWhileWaiting_returnsEbadfAndConnectsNothing(Case setting) {
    setting.held(
        side -> {
          Listener listener = side.listener(setting.kind()).fill();
          int fd = side.socket(setting.kind());
          Task<Result> connecting =
              side.startBlocked(fd, () -> Net.connect(side.libc(), fd, listener));
          int fresh = side.socket(setting.kind());
          Native.LIBC.dup2(fresh, fd); // behind Holdline's back
          if (setting.kind() == UNIX_STREAM) {
            listener.makeRoom();
          }
          assertThat(connecting.result()).isEqualTo(Result.failed("EBADF"));
          Pointer length = Native.memory(Integer.BYTES);
          assertThat(Native.LIBC.getpeername(fresh, Native.memory(2), length)).isEqualTo(-1);
        });
  }
}
