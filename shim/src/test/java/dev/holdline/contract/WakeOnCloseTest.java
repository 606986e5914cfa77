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
    Way way = setting.way();
    try (Holdline holdline = Holdline.create(way.config().wakeOnClose(false).build())) {
      LibC libc = holdline.wrap(LibC.class, Native.LIBC);
      Wire wire = Wire.open(setting.kind(), libc);
      try {
        Task<Result> reader =
            Task.start(() -> Reading.READ_ARRAY.read(libc, wire.near(), 16, 0), way.isVirtual());
        try (var hold = holdline.hold(wire.near())) {
          Side.until(() -> hold.slices() > 2);
        }
        assertThat(libc.close(wire.near())).isZero();
        assertThat(reader.result()).isEqualTo(Result.failed("EBADF"));
      } finally {
        libc.close(wire.far());
      }
    }
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
