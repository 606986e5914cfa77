package dev.holdline.examples.benchmarks;

import dev.holdline.examples.benchmarks.figure.Bounds;
import dev.holdline.examples.benchmarks.figure.Journal;
import dev.holdline.examples.benchmarks.micro.MicroSuite;
import dev.holdline.examples.benchmarks.wire.WireSuite;
import java.util.List;

/** Measures what holding costs and what it buys, and prints the figures. */
public final class Benchmarks {
  private static final List<Suite> SUITES = List.of(new MicroSuite(), new WireSuite());

  private Benchmarks() {}

  /**
   * Takes the measurements; ends with status 1 when a bound is missed, 2 for a wrong argument.
   *
   * @param arguments {@code [--quick] [SUITE ...]}
   */
  public static void main(String[] arguments) throws Exception {
    Arguments chosen;
    try {
      chosen = Arguments.parse(arguments, SUITES.stream().map(Suite::name).toList());
    } catch (IllegalArgumentException wrong) {
      System.err.println("benchmarks: " + wrong.getMessage());
      System.exit(2);
      return;
    }
    Bounds bounds = Bounds.load();
    Journal journal = new Journal(bounds, System.out);
    for (Suite suite : SUITES) {
      if (chosen.choose(suite)) {
        suite.run(chosen.plan(), journal);
      }
    }
    boolean all =
        journal.headlines().entrySet().stream()
            .allMatch(entry -> bounds.headline(entry.getKey()).holds(entry.getValue().median()));
    System.exit(all ? 0 : 1);
  }
}
