package dev.holdline.contract;

import static dev.holdline.contract.WireKind.TCP;
import static dev.holdline.contract.WireKind.UNIX_STREAM;
import static dev.holdline.posix.Poll.POLLHUP;
import static dev.holdline.posix.Poll.POLLIN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdline.Hold;
import java.util.function.Consumer;
import jnr.ffi.Pointer;

/** poll that wants no events: only what poll(2) reports unasked ends it. */
class PollHangupTest {
  private static final int SLICES = 4;

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
    hangupEndsAfterARead(setting, wire -> wire.send("x"), Result.bytes("x"));
  }

  @Contract({TCP, UNIX_STREAM})
  void poll_nothingWantedAfterAHalfClose_endsWithTheHangup(Case setting) {
    hangupEndsAfterARead(
        setting, wire -> Native.LIBC.shutdown(wire.far(), Net.SHUT_WR), Result.of(0));
  }

  private static void hangupEndsAfterARead(Case setting, Consumer<Wire> peer, Result read) {
    setting.sameAsPlain(
        side -> {
          Wire wire = side.open(setting.kind());
          Task<Result> reader = side.startBlockedRead(wire.near(), 1);
          peer.accept(wire);
          assertThat(reader.result()).isEqualTo(read);
          return hangupEnds(side, wire);
        });
  }

  /** A descriptor that is of no interest is not looked at again and again for its peer's end. */
  @Contract({TCP, UNIX_STREAM})
  void poll_oneIsHalfClosedAndOfNoInterest_isNotWokenForIt(Case setting) {
    setting.held(
        side -> {
          Wire halfClosed = side.open(setting.kind());
          Wire other = side.open(setting.kind());
          Native.LIBC.shutdown(halfClosed.far(), Net.SHUT_WR);
          Pointer both = Polls.pollfds(halfClosed.near(), 0, other.near(), POLLIN);
          Task<Result> poller =
              side.startBlocked(other.near(), () -> Result.of(() -> side.libc().poll(both, 2, -1)));
          try (Hold hold = side.hold(halfClosed.near())) {
            side.awaitSlices(other.near(), SLICES);
            assertThat(hold.wakeups()).isZero();
          }
          other.send("x");
          assertThat(poller.result()).isEqualTo(Result.of(1));
        });
  }
}
