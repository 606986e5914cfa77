package dev.holdline.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdline.posix.LibC;
import dev.holdline.posix.Sockets;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

/**
 * Random sequences of calls give the same results, errnos and bytes on a plain wire and on a held
 * one. {@code -Dcontract.sequences=100000} runs more of them; {@code -Dcontract.seed} runs those of
 * a run that failed, which names it.
 */
class DifferentialTest {
  private static final int SEQUENCES = Integer.getInteger("contract.sequences", 10_000);

  private static long seed() {
    String given = System.getProperty("contract.seed", "");
    return given.isEmpty() ? ThreadLocalRandom.current().nextLong() : Long.parseLong(given);
  }

  @Test
  void anySequence_plainAndHeld_areAlike() {
    long seed = seed();
    Comparison comparison =
        new Comparison(DifferentialTest::startPlain, DifferentialTest::startHeld);
    new DifferenceSearch(comparison).run(seed, SEQUENCES);
    assertThat(comparison.reruns())
        .as("sequences that had to run again, from -Dcontract.seed=%s on", seed)
        .isLessThan(Math.max(1, SEQUENCES / 200));
  }

  private static Task<List<Result>> startPlain(Sequence sequence) {
    return Task.start(() -> run(Native.LIBC, sequence), false);
  }

  private static Task<List<Result>> startHeld(Sequence sequence) {
    Case setting = sequence.setting();
    LibC libc = setting.holdline().wrap(LibC.class, Native.LIBC);
    return Task.start(() -> run(libc, sequence), setting.way().isVirtual());
  }

  private static List<Result> run(LibC libc, Sequence sequence) {
    Wire wire = Wire.open(sequence.setting().kind(), libc);
    Step.State state = new Step.State();
    try {
      if (wire.kind().isSocket()) {
        Net.setTimeout(libc, wire.near(), Sockets.SO_RCVTIMEO, 1);
      }
      return sequence.steps().stream().map(step -> step.run(libc, wire, state)).toList();
    } finally {
      libc.close(wire.near());
      state.close(libc, wire);
    }
  }
}
