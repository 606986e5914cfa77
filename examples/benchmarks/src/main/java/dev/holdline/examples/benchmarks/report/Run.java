package dev.holdline.examples.benchmarks.report;

import dev.holdline.examples.benchmarks.Plan;
import dev.holdline.examples.benchmarks.figure.Bounds;
import dev.holdline.examples.benchmarks.figure.Figure;
import dev.holdline.examples.benchmarks.figure.Spread;
import dev.holdline.examples.benchmarks.figure.Verdict;
import java.util.List;
import java.util.Map;

/**
 * One run of the benchmarks: all that the page needs to know of it.
 *
 * @param jdk the feature version that it ran on
 * @param begun when, in UTC, as ISO 8601 has it
 * @param command what was typed
 * @param plan how thoroughly it measured
 * @param machine where
 * @param versions of what took part, by name
 * @param suites how they went, in the order in which they ran
 * @param headlines the figures that have a bound, by its id
 * @param figures all others, in the order in which they came
 */
public record Run(
    int jdk,
    String begun,
    String command,
    Plan plan,
    Machine machine,
    Map<String, String> versions,
    List<SuiteOutcome> suites,
    Map<String, Spread> headlines,
    List<Figure> figures) {
  /** Returns whether every suite came to its end and every bound that was measured holds. */
  public boolean succeeded(Bounds bounds) {
    return suites.stream().allMatch(suite -> suite.failure() == null)
        && bounds.headlines().stream()
            .map(bound -> Verdict.of(bound, headlines.get(bound.id()), jdk))
            .noneMatch(Verdict.MISSED::equals);
  }
}
