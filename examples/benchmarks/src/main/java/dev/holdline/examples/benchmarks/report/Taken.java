package dev.holdline.examples.benchmarks.report;

import dev.holdline.examples.benchmarks.figure.Figure;
import dev.holdline.examples.benchmarks.figure.RequestCpu;
import dev.holdline.examples.benchmarks.figure.Spread;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All that was taken on one JDK, by one run or by several that each took some of the suites.
 *
 * @param jdk the feature version
 * @param headlines the figures that have a bound, by its id
 * @param requestCpu what the processors gave for a request of some of them, by the same id
 * @param figures all others
 */
record Taken(
    int jdk,
    Map<String, Spread> headlines,
    Map<String, RequestCpu> requestCpu,
    List<Figure> figures) {
  private Taken(int jdk) {
    this(jdk, new LinkedHashMap<>(), new LinkedHashMap<>(), new ArrayList<>());
  }

  /** Puts together what belongs to the same JDK; the JDKs keep their order. */
  static List<Taken> of(List<Run> runs) {
    Map<Integer, Taken> byJdk = new LinkedHashMap<>();
    runs.forEach(run -> byJdk.computeIfAbsent(run.jdk(), Taken::new).add(run));
    return List.copyOf(byJdk.values());
  }

  private void add(Run run) {
    headlines.putAll(run.headlines());
    requestCpu.putAll(run.requestCpu());
    figures.addAll(run.figures());
  }
}
