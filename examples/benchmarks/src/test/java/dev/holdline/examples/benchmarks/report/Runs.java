package dev.holdline.examples.benchmarks.report;

import dev.holdline.examples.benchmarks.Plan;
import dev.holdline.examples.benchmarks.figure.Figure;
import dev.holdline.examples.benchmarks.figure.RequestCpu;
import dev.holdline.examples.benchmarks.figure.Spread;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs that nobody took, for tests. */
final class Runs {
  private Runs() {}

  /** Returns a run with one headline figure, and with figures of some connections. */
  static Run on(int jdk) {
    return new Run(
        jdk,
        "2026-01-02T03:04:05Z",
        "examples/run benchmarks",
        Plan.FULL,
        new Machine("a processor", 2, 8L << 30, "6.1.0", "Debian GNU/Linux 12", 0.5),
        Map.of("JDK", jdk + ".0.1", "Holdline", "abc1234"),
        List.of(
            new SuiteOutcome("wire", 60, 12.34, 3.21, null),
            new SuiteOutcome("scale", 5, null, null, "Oops: 7")),
        Map.of("platform-over-plain", new Spread(1.0, 1.1, 1.3, 51)),
        Map.of(),
        List.of(
            requests("held", "1", 20_000),
            requests("held", "10", 100_000),
            requests("plain", "1", 21_000),
            requests("plain", "10", 110_000),
            new Figure("other", Map.of(), "size", "B", Spread.of(3))));
  }

  /**
   * Returns a later run that took the suite {@code pairs} alone, and one of the headlines again.
   */
  static Run ofPairs(int jdk) {
    return ofPairs(jdk, "2026-02-03T04:05:06Z");
  }

  /** Returns the same as if it had begun at another time. */
  static Run ofPairs(int jdk, String begun) {
    return new Run(
        jdk,
        begun,
        "examples/run benchmarks --merge pairs",
        Plan.FULL,
        new Machine("a processor", 2, 8L << 30, "6.1.0", "Debian GNU/Linux 12", 0.25),
        Map.of("JDK", jdk + ".0.2", "Holdline", "def5678"),
        List.of(new SuiteOutcome("pairs", 30, 1.2, 34.4, null)),
        Map.of("platform-over-plain", new Spread(1.2, 1.25, 1.4, 51)),
        Map.of("platform-over-plain", new RequestCpu(Spread.of(25.25), Spread.of(12.5))),
        List.of(new Figure("pairs", labels("ends held", "one"), "time, held", "us", Spread.of(9))));
  }

  /** Returns a figure of the suite {@code wire}. */
  static Figure requests(String contender, String connections, double perSecond) {
    return new Figure(
        "wire",
        labels("contender", contender, "connections", connections),
        "requests",
        "1/s",
        new Spread(perSecond, perSecond, perSecond, 3));
  }

  /** Returns labels in the order in which they are given. */
  static Map<String, String> labels(String... keysAndValues) {
    Map<String, String> labels = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      labels.put(keysAndValues[i], keysAndValues[i + 1]);
    }
    return labels;
  }
}
