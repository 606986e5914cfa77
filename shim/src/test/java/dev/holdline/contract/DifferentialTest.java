package dev.holdline.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdline.posix.LibC;
import dev.holdline.posix.Sockets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.GenerationMode;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;

/**
 * Random sequences of calls give the same results, errnos and bytes on a plain wire and on a held
 * one. {@code -Dcontract.sequences=100000} runs more of them.
 */
class DifferentialTest {
  private static final int SEQUENCES = Integer.getInteger("contract.sequences", 10_000);

  private static final int TRIES = 500;

  /** Sequences that run side by side: most of the time each of them waits for a timeout. */
  private static final int SIDE_BY_SIDE = 20;

  private static final int AGAIN = 3;
  private static final AtomicInteger RUN = new AtomicInteger();
  private static final AtomicInteger LATE = new AtomicInteger();

  /** One sequence and where it runs. */
  record Sequence(Case setting, List<Step> steps) {}

  @Provide
  Arbitrary<List<Sequence>> bundles() {
    Arbitrary<Case> settings =
        Combinators.combine(Arbitraries.of(Way.available()), Arbitraries.of(WireKind.values()))
            .as(Case::new);
    Arbitrary<Integer> flags =
        Arbitraries.of(
            0,
            0,
            Sockets.MSG_PEEK,
            Sockets.MSG_WAITALL,
            Sockets.MSG_WAITALL | Sockets.MSG_PEEK,
            Sockets.MSG_TRUNC,
            Sockets.MSG_TRUNC | Sockets.MSG_PEEK,
            Sockets.MSG_DONTWAIT,
            Sockets.MSG_DONTWAIT | Sockets.MSG_WAITALL,
            Sockets.MSG_ERRQUEUE,
            Sockets.MSG_OOB);
    Arbitrary<Step.Call> calls =
        Arbitraries.frequencyOf(
            Tuple.of(3, Arbitraries.of(Step.Call.PEER_SENDS, Step.Call.RECV)),
            Tuple.of(4, Arbitraries.of(Step.Call.values())));
    Arbitrary<Step> step =
        Combinators.combine(calls, Arbitraries.integers().between(0, 40), flags).as(Step::new);
    Arbitrary<List<Step>> steps = step.list().ofMinSize(2).ofMaxSize(12);
    return Combinators.combine(settings, steps).as(Sequence::new).list().ofSize(SEQUENCES / TRIES);
  }

  @Property(tries = TRIES, generation = GenerationMode.RANDOMIZED, edgeCases = EdgeCasesMode.NONE)
  void anySequence_plainAndHeld_areAlike(@ForAll("bundles") List<Sequence> bundle) {
    for (int from = 0; from < bundle.size(); from += SIDE_BY_SIDE) {
      List<Sequence> now = bundle.subList(from, Math.min(from + SIDE_BY_SIDE, bundle.size()));
      List<Task<List<Result>>> plain = now.stream().map(DifferentialTest::startPlain).toList();
      List<Task<List<Result>>> held = now.stream().map(DifferentialTest::startHeld).toList();
      for (int i = 0; i < now.size(); i++) {
        requireAlike(now.get(i), held.get(i).result(), plain.get(i).result());
      }
    }
  }

  /** A difference that does not show again was made by loopback, which delivered late. */
  private static void requireAlike(Sequence sequence, List<Result> held, List<Result> plain) {
    RUN.incrementAndGet();
    List<Result> heldNow = held;
    List<Result> plainNow = plain;
    for (int i = 0; i < AGAIN && !heldNow.equals(plainNow); i++) {
      LATE.incrementAndGet();
      heldNow = startHeld(sequence).result();
      plainNow = startPlain(sequence).result();
    }
    for (int i = 0; i < plainNow.size(); i++) {
      assertThat(heldNow.get(i)).as("step %s of %s", i + 1, sequence).isEqualTo(plainNow.get(i));
    }
  }

  private static Task<List<Result>> startPlain(Sequence sequence) {
    return Task.start(() -> run(Native.LIBC, sequence), false);
  }

  private static Task<List<Result>> startHeld(Sequence sequence) {
    Way way = sequence.setting().way();
    LibC libc = way.holdline().wrap(LibC.class, Native.LIBC);
    return Task.start(() -> run(libc, sequence), way.isVirtual());
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

  @AfterContainer
  static void requireFewDifferences() {
    assertThat(RUN.get()).isGreaterThanOrEqualTo(SEQUENCES);
    assertThat(LATE.get()).as("sequences that had to run again").isLessThan(RUN.get() / 200);
  }
}
