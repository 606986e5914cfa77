package dev.holdline.hook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdline.Holdline;
import dev.holdline.HoldlineConfig;
import dev.holdline.Interrupts;
import dev.holdline.fixture.Plain;
import dev.holdline.fixture.Way;
import dev.holdline.posix.LibC;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A thread that is between begin and end of a selector or a channel has an interrupt hook. It is
 * called in a held call as in a plain one, and it is still there afterwards.
 */
final class OwnHookTest {

  private static final String CLOSED_ONCE =
      "ClosedByInterruptException, open: false, closed: 0, interrupted: true";

  /** Who is interrupted, and how interrupts end held waits. */
  record Setting(Way way, Interrupts policy) {
    Holdline holdline() {
      return Holdline.create(
          HoldlineConfig.builder().interrupts(policy).directWaiters(way.directWaiters()).build());
    }
  }

  static List<Setting> settings() {
    return Way.available().stream()
        .flatMap(way -> Stream.of(Interrupts.values()).map(policy -> new Setting(way, policy)))
        .toList();
  }

  private static void assertAlike(
      Setting setting, Callable<Program> plain, Callable<Program> held, String right)
      throws Exception {
    try (Program program = plain.call()) {
      assertThat(Interrupted.outcome(setting.way(), program)).as("plain").isEqualTo(right);
    }
    try (Program program = held.call()) {
      assertThat(Interrupted.outcome(setting.way(), program)).as("held").isEqualTo(right);
    }
  }

  private static LibC held(Holdline holdline) {
    return holdline.wrap(LibC.class, Plain.LIBC);
  }

  @ParameterizedTest
  @MethodSource("settings")
  void select_ofJnrEnxio_isWoken(Setting setting) throws Exception {
    try (Holdline holdline = setting.holdline()) {
      PatchedJnr patched = new PatchedJnr(holdline);
      assertAlike(
          setting,
          Selecting::new,
          () -> patched.program(Selecting.class),
          "selected 0, interrupted: true");
    }
  }

  @ParameterizedTest
  @MethodSource("settings")
  void accept_ofJnrUnixsocket_closesTheChannel(Setting setting) throws Exception {
    try (Holdline holdline = setting.holdline()) {
      PatchedJnr patched = new PatchedJnr(holdline);
      assertAlike(
          setting,
          Accepting::new,
          () -> patched.program(Accepting.class),
          "ClosedByInterruptException, open: false, interrupted: true");
    }
  }

  /** It is the channel that closes the descriptor, once: its number may be another's by then. */
  @ParameterizedTest
  @MethodSource("settings")
  void recv_inAChannelOfOnesOwn_closesTheChannel(Setting setting) throws Exception {
    try (Holdline holdline = setting.holdline()) {
      assertAlike(
          setting,
          () -> new OwnChannel(Plain.LIBC, LibCalls::recv),
          () -> new OwnChannel(held(holdline), LibCalls::recv),
          CLOSED_ONCE);
    }
  }

  private static void assertClosesEach(Setting setting, LibCall call) throws Exception {
    try (Holdline holdline = setting.holdline()) {
      for (int i = 0; i < 40; i++) {
        try (Program program = new OwnChannel(held(holdline), call)) {
          assertThat(Interrupted.outcome(setting.way(), program)).isEqualTo(CLOSED_ONCE);
        }
      }
    }
  }

  /** On JDK 25 a thread that parks may be awake before its hook was called. */
  @ParameterizedTest
  @MethodSource("settings")
  void recv_inManyChannels_closesEach(Setting setting) throws Exception {
    assertClosesEach(setting, LibCalls::recv);
  }

  @ParameterizedTest
  @MethodSource("settings")
  void poll_inManyChannels_closesEach(Setting setting) throws Exception {
    assertClosesEach(setting, LibCalls::poll);
  }

  @ParameterizedTest
  @MethodSource("settings")
  void recv_thenABlockingStep_hookIsInPlaceAgain(Setting setting) throws Exception {
    try (Holdline holdline = setting.holdline()) {
      assertAlike(
          setting,
          () -> new StepAfterwards(Plain.LIBC, LibCalls::recv),
          () -> new StepAfterwards(held(holdline), LibCalls::recv),
          "first 1, then woken 1, interrupted: true");
    }
  }

  /** Its size makes Holdline ask proc(5), and files of java.nio have hooks, too. */
  @ParameterizedTest
  @MethodSource("settings")
  void select_ofAnotherSizeThenABlockingStep_hookIsInPlaceAgain(Setting setting) throws Exception {
    try (Holdline holdline = setting.holdline()) {
      assertAlike(
          setting,
          () -> new StepAfterwards(Plain.LIBC, LibCalls::bigSelect),
          () -> new StepAfterwards(held(holdline), LibCalls::bigSelect),
          "first 1, then woken 1, interrupted: true");
    }
  }
}
