package dev.holdline.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdline.Holdline;
import dev.holdline.posix.LibC;

/**
 * Without {@code holdline.wakeOnClose} a waiter is left alone by a close, and found by the audit.
 */
class WakeOnCloseTest {
  @Contract
  void read_closedAndNotWoken_returnsEbadfWithinASlice(Case setting) {
    setting.held(
        config -> config.wakeOnClose(false),
        side -> {
          Wire wire = side.open(setting.kind());
          Task<Result> reader = side.startBlockedRead(wire.near(), 16);
          assertThat(side.libc().close(wire.near())).isZero();
          assertThat(reader.result()).isEqualTo(Result.failed("EBADF"));
        });
  }

  /** The number stands for the same file as before, but the wait is over for all that. */
  @Contract
  void read_replacedByItselfAndNotWoken_returnsEbadfWithinASlice(Case setting) {
    setting.held(
        config -> config.wakeOnClose(false),
        side -> {
          Wire wire = side.open(setting.kind());
          int copy = side.owned(Native.LIBC.dup(wire.near()));
          Task<Result> reader = side.startBlockedRead(wire.near(), 16);
          assertThat(side.libc().dup2(copy, wire.near())).isEqualTo(wire.near());
          assertThat(reader.result()).isEqualTo(Result.failed("EBADF"));
        });
  }

  @Contract
  void read_closedByOneThatWakesNobody_endsAllTheSame(Case setting) {
    try (Holdline silent = Holdline.create(setting.way().config().wakeOnClose(false).build())) {
      LibC libc = silent.wrap(LibC.class, Native.LIBC);
      setting.held(
          side -> {
            Wire wire = side.open(setting.kind());
            Task<Result> reader = side.startBlockedRead(wire.near(), 16);
            assertThat(libc.close(wire.near())).isZero();
            assertThat(reader.result()).isEqualTo(Result.failed("EBADF"));
          });
    }
  }
}
