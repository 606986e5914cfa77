package dev.holdline.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdline.Holdline;
import dev.holdline.posix.LibC;
import java.util.function.BiConsumer;

/**
 * Without {@code holdline.wakeOnClose} a waiter is left alone by a close, and found by the audit.
 */
class WakeOnCloseTest {
  @Contract
  void read_closedAndNotWoken_returnsEbadfWithinASlice(Case setting) {
    silentCloseEndsARead(setting, (side, near) -> assertThat(side.libc().close(near)).isZero());
  }

  /** The number stands for the same file as before, but the wait is over for all that. */
  @Contract
  void read_replacedByItselfAndNotWoken_returnsEbadfWithinASlice(Case setting) {
    silentCloseEndsARead(
        setting,
        (side, near) -> {
          int copy = side.owned(Native.LIBC.dup(near));
          assertThat(side.libc().dup2(copy, near)).isEqualTo(near);
        });
  }

  private static void silentCloseEndsARead(Case setting, BiConsumer<Side, Integer> close) {
    setting.held(
        config -> config.wakeOnClose(false),
        side -> {
          Wire wire = side.open(setting.kind());
          Task<Result> reader = side.startBlockedRead(wire.near(), 16);
          close.accept(side, wire.near());
          assertThat(reader.result()).isEqualTo(Result.failed("EBADF"));
        });
  }

  @Contract
  void read_closedByOneThatWakesNobody_endsAllTheSame(Case setting) {
    try (Holdline silent = Holdline.create(setting.config().wakeOnClose(false).build())) {
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
