package dev.holdline.contract;

import dev.holdline.posix.Sockets;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** Draws random sequences. What it draws follows from its seed alone. */
final class SequenceGenerator {
  private static final int FEWEST_STEPS = 2;
  private static final int MOST_STEPS = 12;
  private static final int HIGHEST_NUMBER = 40;

  /** Every second step or so is of these: mostly there shall be something to read. */
  private static final List<Step.Call> OFTEN = List.of(Step.Call.PEER_SENDS, Step.Call.RECV);

  private static final List<Step.Call> CALLS = List.of(Step.Call.values());
  private static final List<WireKind> KINDS = List.of(WireKind.values());
  private static final List<Integer> FLAGS =
      List.of(
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

  private final SplittableRandom random;

  private SequenceGenerator(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /** Returns the sequence that a seed stands for. */
  static Sequence ofSeed(long seed) {
    SequenceGenerator generator = new SequenceGenerator(seed);
    List<Step> steps = generator.steps();
    WireKind kind = generator.oneOf(KINDS);
    // The way last: a JDK with others draws the same steps on the same wire.
    return new Sequence(seed, new Case(generator.oneOf(Case.ways()), kind), steps);
  }

  private List<Step> steps() {
    int count = random.nextInt(FEWEST_STEPS, MOST_STEPS + 1);
    return Stream.generate(this::step).limit(count).toList();
  }

  private Step step() {
    Step.Call call = oneOf(random.nextInt(7) < 3 ? OFTEN : CALLS);
    return new Step(call, random.nextInt(HIGHEST_NUMBER + 1), oneOf(FLAGS));
  }

  private <T> T oneOf(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }
}
