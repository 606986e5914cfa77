package dev.holdline.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdline.Hold;
import dev.holdline.HoldStatus;
import dev.holdline.posix.Files;
import java.time.Duration;

/** Point 5: a number that stands for another file is not read on behalf of the old one. */
class IdentityTest {
  private static final Result EBADF = Result.failed("EBADF");

  /** Longer than what a test does between two of its ends: only the wake-up's audit can see it. */
  private static final Duration LONG_SLICE = Duration.ofMillis(60);

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
          assertThat(ReadShape.READ_ARRAY.read(Native.LIBC, ghost, 16, 0))
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
          Task<Result> reader = side.startBlockedRead(old.near(), 16);
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
          Task<Result> reader = side.startBlockedRead(wire.near(), 16);
          Native.LIBC.close(wire.near());
          assertThat(reader.result()).isEqualTo(EBADF);
        });
  }

  @Contract
  void read_recycledBetweenCalls_isGatedForTheNewOwner(Case setting) {
    setting.held(
        config -> config.slice(LONG_SLICE),
        side -> {
          Wire fresh = side.open(setting.kind());
          for (WireKind before : WireKind.values()) {
            Wire old = side.open(before);
            old.send("one");
            assertThat(side.read(old.near(), 16)).isEqualTo(Result.bytes("one"));
            requireGated(side, old.near(), fresh);
          }
          int file = side.libc().open("/etc/passwd", Files.O_RDONLY);
          assertThat(side.read(side.owned(file), 1).value()).isOne();
          requireGated(side, file, fresh);
        });
  }

  /** Puts a file under a number behind Holdline's back, and reads, interrupts, writes it there. */
  private static void requireGated(Side side, int fd, Wire fresh) {
    Native.LIBC.dup2(fresh.near(), fd);
    Task<Result> reader =
        side.start(
            () ->
                fresh.kind().isSocket()
                    ? ReadShape.RECV_ARRAY.read(side.libc(), fd, 16, 0)
                    : ReadShape.READ_ARRAY.read(side.libc(), fd, 16, 0));
    reader.interrupt(); // sooner or later: a call that is not gated never ends
    assertThat(reader.result()).isEqualTo(Result.failed("EINTR"));
    fresh.send("two");
    assertThat(side.read(fd, 16)).isEqualTo(Result.bytes("two"));
  }

  @Contract
  void write_recycledBetweenCalls_writesForTheNewOwner(Case setting) {
    setting.held(
        config -> config.slice(LONG_SLICE),
        side -> {
          Wire fresh = side.open(setting.kind());
          for (WireKind before : WireKind.values()) {
            Wire old = side.open(before);
            assertThat(side.write(old.far(), "one")).isEqualTo(Result.of(3));
            Native.LIBC.dup2(fresh.far(), old.far());
            assertThat(side.write(old.far(), "two")).isEqualTo(Result.of(3));
            assertThat(side.read(fresh.near(), 16)).isEqualTo(Result.bytes("two"));
          }
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
