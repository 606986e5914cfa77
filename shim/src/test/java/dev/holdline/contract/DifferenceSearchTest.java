package dev.holdline.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Differences that were planted are found, made small and named; late ones are tolerated. */
class DifferenceSearchTest {
  private static final long SEED = 1;
  private static final int MANY = 1_000;
  private static final Result WRONG = Result.failed("EIO");
  private static final Pattern SEED_TO_USE = Pattern.compile("-Dcontract\\.seed=(-?\\d+) ");

  /** Gives for each step its number. */
  private static Task<List<Result>> plain(Sequence sequence) {
    return Task.start(() -> numbers(sequence), false);
  }

  private static List<Result> numbers(Sequence sequence) {
    return sequence.steps().stream().map(step -> Result.of(step.number())).toList();
  }

  /** Gives something else for a poll after a shutdown whose number is not too low. */
  private static Task<List<Result>> planted(Sequence sequence) {
    List<Result> results = new ArrayList<>(numbers(sequence));
    boolean shut = false;
    for (int i = 0; i < results.size(); i++) {
      Step step = sequence.steps().get(i);
      if (shut && step.call() == Step.Call.POLL) {
        results.set(i, WRONG);
      }
      shut |= step.call() == Step.Call.SHUTDOWN && step.number() >= 7;
    }
    return Task.start(() -> results, false);
  }

  private static DifferenceSearch search(Comparison.Place held) {
    return new DifferenceSearch(new Comparison(DifferenceSearchTest::plain, held));
  }

  @Test
  void run_plantedDifference_namesTheSmallestSequenceAndItsFirstWrongStep() {
    assertThatThrownBy(() -> search(DifferenceSearchTest::planted).run(SEED, MANY))
        .isInstanceOf(AssertionError.class)
        .hasMessageContainingAll(
            "1. Step[call=SHUTDOWN, number=7, flags=0]",
            "2. Step[call=POLL, number=0, flags=0]",
            "step 2, held",
            WRONG.toString())
        .hasMessageNotContaining("3. Step");
  }

  @Test
  void run_plantedDifference_namesTheSeedThatAloneFindsItAgain() {
    DifferenceSearch search = search(DifferenceSearchTest::planted);
    Throwable failure = catchThrowable(() -> search.run(SEED, MANY));
    assertThat(failure).hasMessageContaining("-Dcontract.sequences=1\n");
    long seed = seedIn(failure);
    assertThat(seed).isBetween(SEED, SEED + MANY - 1);
    assertThat(catchThrowable(() -> search.run(seed, 1))).hasMessage(failure.getMessage());
  }

  private static long seedIn(Throwable failure) {
    Matcher seed = SEED_TO_USE.matcher(failure.getMessage());
    assertThat(seed.find()).isTrue();
    return Long.parseLong(seed.group(1));
  }

  @Test
  void run_heldFails_namesTheSmallestSequenceAndTheCause() {
    DifferenceSearch search =
        search(
            sequence ->
                Task.start(
                    () -> {
                      if (sequence.steps().stream().anyMatch(s -> s.call() == Step.Call.ACCEPT)) {
                        throw new IllegalStateException("planted");
                      }
                      return numbers(sequence);
                    },
                    false));
    assertThatThrownBy(() -> search.run(SEED, MANY))
        .hasMessageContaining("1. Step[call=ACCEPT, number=0, flags=0]")
        .hasMessageNotContaining("2. Step")
        .hasRootCauseMessage("planted");
  }

  /** Differs so many times, each sequence anew. */
  private static Comparison differingFor(int times) {
    Map<Long, Integer> starts = new ConcurrentHashMap<>();
    return new Comparison(
        DifferenceSearchTest::plain,
        sequence -> {
          boolean differs = starts.merge(sequence.seed(), 1, Integer::sum) <= times;
          return Task.start(() -> differs ? List.of(WRONG) : numbers(sequence), false);
        });
  }

  @Test
  void run_differenceThatDoesNotStay_isToleratedAndCounted() {
    Comparison comparison = differingFor(3);
    new DifferenceSearch(comparison).run(SEED, 5);
    assertThat(comparison.reruns()).isEqualTo(5 * 3);
  }

  @Test
  void run_differenceThatStaysForFourRuns_fails() {
    DifferenceSearch search = new DifferenceSearch(differingFor(4));
    assertThatThrownBy(() -> search.run(SEED, 5)).hasMessageContaining("-Dcontract.seed=" + SEED);
  }

  @Test
  void run_alike_runsEachSeedOnceInBothPlaces() {
    List<Long> seen = Collections.synchronizedList(new ArrayList<>());
    Comparison.Place counted =
        sequence -> {
          seen.add(sequence.seed());
          return plain(sequence);
        };
    new DifferenceSearch(new Comparison(counted, counted)).run(SEED, 45);
    assertThat(seen)
        .containsExactlyInAnyOrderElementsOf(
            LongStream.range(0, 2 * 45).mapToObj(i -> SEED + i / 2).toList());
  }

  @Test
  void run_twenty_areStartedBeforeAnyIsWaitedFor() {
    CountDownLatch started = new CountDownLatch(20);
    Comparison.Place together =
        sequence ->
            Task.start(
                () -> {
                  started.countDown();
                  started.await();
                  return numbers(sequence);
                },
                false);
    search(together).run(SEED, 20);
    assertThat(started.getCount()).isZero();
  }
}
