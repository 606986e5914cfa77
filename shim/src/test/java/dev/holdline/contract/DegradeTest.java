package dev.holdline.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdline.Hold;
import dev.holdline.HoldStatus;
import dev.holdline.Holdline;

/** Point 10: without its selector a wait goes on, and ends as it should. */
@SuppressWarnings("try") // losing the selector is the point
class DegradeTest {
  @Contract
  void read_selectorLostWhileWaiting_waitsOn(Case setting) {
    try (Holdline holdline = Holdline.create(setting.config().build());
        Side side = Side.held(holdline, setting.way().isVirtual())) {
      Wire wire = side.open(setting.kind());
      Task<Result> reader = side.startBlockedRead(wire.near(), 16);
      try (Hold hold = side.hold(wire.near())) {
        holdline.close();
        assertThat(hold.status().state()).isEqualTo(HoldStatus.State.DEGRADED);
        assertThat(hold.status().reason()).isNotEmpty();
        side.awaitSlices(wire.near(), 2);
      }
      wire.send("still");
      assertThat(reader.result()).isEqualTo(Result.bytes("still"));
    }
  }

  @Contract
  void read_selectorLostBefore_waitsAndIsClosedAsEver(Case setting) {
    try (Holdline holdline = Holdline.create(setting.config().build());
        Side side = Side.held(holdline, setting.way().isVirtual())) {
      holdline.close();
      Wire wire = side.open(setting.kind());
      Task<Result> reader = side.startBlockedRead(wire.near(), 16);
      wire.send("data");
      assertThat(reader.result()).isEqualTo(Result.bytes("data"));
      Task<Result> interrupted = side.startBlockedRead(wire.near(), 16);
      interrupted.interrupt();
      assertThat(interrupted.result()).isEqualTo(Result.failed("EINTR"));
      Task<Result> evicted = side.startBlockedRead(wire.near(), 16);
      assertThat(side.libc().close(wire.near())).isZero();
      assertThat(evicted.result()).isEqualTo(Result.failed("EBADF"));
    }
  }
}
