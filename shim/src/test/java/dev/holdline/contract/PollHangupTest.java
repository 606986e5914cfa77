package dev.holdline.contract;

import static dev.holdline.contract.WireKind.TCP;
import static dev.holdline.contract.WireKind.UNIX_STREAM;
import static dev.holdline.posix.Poll.POLLHUP;
import static org.assertj.core.api.Assertions.assertThat;

import jnr.ffi.Pointer;

/** poll that wants no events: only what poll(2) reports unasked ends it. */
class PollHangupTest {
  private static String hangupEnds(Side side, Wire wire) {
    Pointer nothing = Polls.pollfds(wire.near(), 0);
    Task<Result> poller =
        side.startBlocked(wire.near(), () -> Result.of(() -> side.libc().poll(nothing, 1, -1)));
    Native.LIBC.shutdown(wire.far(), Net.SHUT_WR);
    Native.LIBC.shutdown(wire.near(), Net.SHUT_WR); // nothing can go either way now
    return poller.result() + ": " + Polls.revents(nothing, 1);
  }

  @Contract({TCP, UNIX_STREAM})
  void poll_nothingWanted_endsWithTheHangup(Case setting) {
    String seen = setting.sameAsPlain(side -> hangupEnds(side, side.open(setting.kind())));
    assertThat(seen).isEqualTo(Result.of(1) + ": " + POLLHUP + " ");
  }

  @Contract({TCP, UNIX_STREAM})
  void poll_nothingWantedAfterARead_endsWithTheHangup(Case setting) {
    setting.sameAsPlain(
        side -> {
          Wire wire = side.open(setting.kind());
          Task<Result> reader = side.startBlockedRead(wire.near(), 1);
          wire.send("x");
          assertThat(reader.result()).isEqualTo(Result.bytes("x"));
          return hangupEnds(side, wire);
        });
  }

  @Contract({TCP, UNIX_STREAM})
  void poll_nothingWantedAfterAHalfClose_endsWithTheHangup(Case setting) {
    setting.sameAsPlain(
        side -> {
          Wire wire = side.open(setting.kind());
          Task<Result> reader = side.startBlockedRead(wire.near(), 1);
          Native.LIBC.shutdown(wire.far(), Net.SHUT_WR);
          assertThat(reader.result()).isEqualTo(Result.of(0));
          return hangupEnds(side, wire);
        });
  }
}
