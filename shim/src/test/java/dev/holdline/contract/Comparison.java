package dev.holdline.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;

/** Runs sequences in two places, and says which gave something else there. Used by one thread. */
final class Comparison {
  private static final int AGAIN = 3;

  /** Where sequences run. */
  interface Place {
    /** Starts a sequence in a thread of its own, which returns what each step gave. */
    Task<List<Result>> start(Sequence sequence);
  }

  /** A sequence, and the first of its steps that was not alike, or what kept it from its end. */
  record Difference(Sequence sequence, AssertionError failure) {}

  private final Place plain;
  private final Place held;
  private int reruns;

  Comparison(Place plain, Place held) {
    this.plain = plain;
    this.held = held;
  }

  /** Returns how often a sequence had to run again, because it seemed to differ. */
  int reruns() {
    return reruns;
  }

  /** Runs sequences side by side, as each of them mostly waits, and returns the first to differ. */
  Optional<Difference> firstDifference(List<Sequence> sequences) {
    List<Run> runs = sequences.stream().map(this::start).toList();
    return runs.stream().flatMap(run -> difference(run).stream()).findFirst();
  }

  private Run start(Sequence sequence) {
    return new Run(sequence, plain.start(sequence), held.start(sequence));
  }

  /** A difference that does not show again was made by loopback, which delivered late. */
  private Optional<Difference> difference(Run first) {
    Sequence sequence = first.sequence;
    try {
      Run run = first;
      for (int i = 0; i < AGAIN && !run.isAlike(); i++) {
        reruns++;
        run = start(sequence);
      }
      run.requireAlike();
      return Optional.empty();
    } catch (AssertionError failure) {
      return Optional.of(new Difference(sequence, failure));
    }
  }

  /** A sequence on its way in both places. */
  private record Run(Sequence sequence, Task<List<Result>> plain, Task<List<Result>> held) {
    boolean isAlike() {
      return held.result().equals(plain.result());
    }

    void requireAlike() {
      for (int i = 0; i < plain.result().size(); i++) {
        assertThat(held.result().get(i))
            .as("step %s, held", i + 1)
            .isEqualTo(plain.result().get(i));
      }
    }
  }
}
