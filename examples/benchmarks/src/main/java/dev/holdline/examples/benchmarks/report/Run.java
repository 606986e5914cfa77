package dev.holdline.examples.benchmarks.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.holdline.examples.benchmarks.Plan;
import dev.holdline.examples.benchmarks.figure.Bounds;
import dev.holdline.examples.benchmarks.figure.Figure;
import dev.holdline.examples.benchmarks.figure.RequestCpu;
import dev.holdline.examples.benchmarks.figure.Spread;
import dev.holdline.examples.benchmarks.figure.Verdict;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

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
 * @param requestCpu what the processors gave for a request of some of them, by the same id
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
    @JsonProperty(required = false) Map<String, RequestCpu> requestCpu,
    List<Figure> figures) {
  /** Fills in what a run that was kept before it was asked for leaves out. */
  public Run {
    requestCpu = requestCpu == null ? Map.of() : requestCpu;
  }

  /** Returns whether every suite came to its end and every bound that was measured holds. */
  public boolean succeeded(Bounds bounds) {
    return suites.stream().allMatch(suite -> suite.failure() == null)
        && bounds.headlines().stream()
            .map(bound -> Verdict.of(bound, headlines.get(bound.id()), jdk))
            .noneMatch(Verdict.MISSED::equals);
  }

  /** Returns the names of its suites, in the order in which they ran. */
  List<String> suiteNames() {
    return suites.stream().map(SuiteOutcome::suite).toList();
  }

  /** Returns this run without what a newer one on the same JDK took again. */
  Run without(Run newer) {
    List<String> again = newer.suiteNames();
    return new Run(
        jdk,
        begun,
        command,
        plan,
        machine,
        versions,
        suites.stream().filter(suite -> !again.contains(suite.suite())).toList(),
        without(headlines, newer.headlines.keySet()),
        without(requestCpu, newer.headlines.keySet()),
        figures.stream().filter(figure -> !again.contains(figure.suite())).toList());
  }

  private static <V> Map<String, V> without(Map<String, V> all, Set<String> taken) {
    Map<String, V> left = new LinkedHashMap<>(all);
    left.keySet().removeAll(taken);
    return left;
  }
}
