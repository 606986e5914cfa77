package dev.holdline.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdline.Hold;
import dev.holdline.HoldStatus;
import java.time.Duration;

/** Point 5: a number that stands for another file is not read on behalf of the old one. */
class IdentityTest {
  private static final Result EBADF = Result.failed("EBADF");

  /** Longer than what happens between two of its ends, so that only the wake-up's audit can see. */
  private static final Duration LONG_SLICE = Duration.ofMillis(200);

  @Contract
  void read_numberReusedAndOldPeerWrites_returnsEbadfAndReadsNothing(Case setting) {
    setting.held(
        config -> config.slice(LONG_SLICE),
        side -> {
          Wire old = side.open(setting.kind());
          Wire fresh = side.open(setting.kind());
          int ghost = side.owned(Native.LIBC.dup(old.near())); // keeps the old file alive
          fresh.send("of the new owner");
          Task<Result> reader = side.startRead(old.near(), 16);
          side.awaitSlices(old.near(), 1);
          Native.LIBC.dup2(fresh.near(), old.near()); // behind Holdline's back
          old.send("of the old peer");
          assertThat(reader.result()).isEqualTo(EBADF);
          assertThat(Reading.READ_ARRAY.read(Native.LIBC, ghost, 16, 0))
              .isEqualTo(Result.bytes("of the old peer"));
          assertThat(side.read(old.near(), 16)).isEqualTo(Result.bytes("of the new owner"));
        });
  }

  @Contract
  void read_numberReusedAndNobodyWrites_returnsEbadfWithinASlice(Case setting) {
    setting.held(
        side -> {
          Wire old = side.open(setting.kind());
          Wire fresh = side.open(setting.kind());
          Task<Result> reader = side.startRead(old.near(), 16);
          side.awaitBlocked(reader, old.near());
          Native.LIBC.dup2(fresh.near(), old.near());
          assertThat(reader.result()).isEqualTo(EBADF);
          fresh.send("of the new owner");
          assertThat(side.read(old.near(), 16)).isEqualTo(Result.bytes("of the new owner"));
        });
  }

  @Contract
  void read_numberClosedBehindItsBack_returnsEbadfWithinASlice(Case setting) {
    setting.held(
        side -> {
          Wire wire = side.open(setting.kind());
          Task<Result> reader = side.startRead(wire.near(), 16);
          side.awaitBlocked(reader, wire.near());
          Native.LIBC.close(wire.near());
          assertThat(reader.result()).isEqualTo(EBADF);
        });
  }

  @Contract
  void read_recycledBetweenCalls_readsForTheNewOwner(Case setting) {
    setting.held(
        config -> config.slice(LONG_SLICE),
        side -> {
          Wire old = side.open(setting.kind());
          Wire fresh = side.open(setting.kind());
          old.send("one");
          assertThat(side.read(old.near(), 16)).isEqualTo(Result.bytes("one"));
          Native.LIBC.dup2(fresh.near(), old.near());
          Task<Result> reader = side.startRead(old.near(), 16);
          side.awaitWaits(old.near(), 1);
          fresh.send("two");
          assertThat(reader.result()).isEqualTo(Result.bytes("two"));
        });
  }

  @Contract
  void hold_status_saysHowWellItIsHeld(Case setting) {
    setting.held(
        side -> {
          Wire wire = side.open(setting.kind());
          int event = side.owned(side.libc().eventfd(0, 0));
          try (Hold held = side.hold(wire.near());
              Hold anonymous = side.hold(event);
              Hold missing = side.hold(1_000_000_000)) {
            assertThat(held.status().state()).isEqualTo(HoldStatus.State.EFFECTIVE);
            assertThat(anonymous.status().state()).isEqualTo(HoldStatus.State.UNVERIFIED);
            assertThat(missing.status().state()).isEqualTo(HoldStatus.State.REFUSED);
            side.libc().close(wire.near());
            assertThat(held.status().state()).isEqualTo(HoldStatus.State.REFUSED);
          }
        });
  }
}
