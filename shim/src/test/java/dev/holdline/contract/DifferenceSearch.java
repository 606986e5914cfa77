package dev.holdline.contract;

import dev.holdline.contract.Comparison.Difference;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.stream.LongStream;

/** Runs random sequences until one differs, and reports the smallest that is left of it. */
final class DifferenceSearch {
  private static final int SIDE_BY_SIDE = 20;

  /** For making it smaller: a sequence that blocks for ever takes seconds each time. */
  private static final Duration SHRINKING = Duration.ofSeconds(60);

  private final Comparison comparison;

  DifferenceSearch(Comparison comparison) {
    this.comparison = comparison;
  }

  /** Runs the sequences of a seed and of those that follow it, and fails at the first to differ. */
  void run(long seed, int count) {
    for (int from = 0; from < count; from += SIDE_BY_SIDE) {
      int to = Math.min(from + SIDE_BY_SIDE, count);
      List<Sequence> sequences =
          LongStream.range(from, to).mapToObj(i -> SequenceGenerator.ofSeed(seed + i)).toList();
      comparison.firstDifference(sequences).ifPresent(this::fail);
    }
  }

  private void fail(Difference found) {
    Difference smallest = smallest(found);
    throw new AssertionError(
        """
        held and plain differ: %s
        This is left of %s steps. To run it again: -Dcontract.seed=%s -Dcontract.sequences=1
        %s\
        """
            .formatted(
                smallest.sequence(),
                found.sequence().steps().size(),
                found.sequence().seed(),
                smallest.failure().getMessage()),
        smallest.failure());
  }

  private Difference smallest(Difference found) {
    long end = System.nanoTime() + SHRINKING.toNanos();
    AtomicReference<Difference> last = new AtomicReference<>(found);
    Predicate<List<Step>> fails =
        steps -> {
          Sequence shorter = found.sequence().with(steps);
          comparison.firstDifference(List.of(shorter)).ifPresent(last::set);
          return last.get().sequence().equals(shorter);
        };
    Predicate<List<Step>> inTime = steps -> System.nanoTime() - end < 0;
    new Shrinker<>(inTime.and(fails), Step::simpler).smallest(found.sequence().steps());
    return last.get();
  }
}
