package dev.holdline.examples.benchmarks;

import java.util.ArrayList;
import java.util.List;

/**
 * The arguments of the benchmarks.
 *
 * @param plan how thoroughly to measure
 * @param suites the names of the chosen suites, empty for all
 */
record Arguments(Plan plan, List<String> suites) {
  /**
   * Reads them.
   *
   * @throws IllegalArgumentException with what is wrong and what is possible
   */
  static Arguments parse(String[] arguments, List<String> known) {
    Plan plan = Plan.FULL;
    List<String> suites = new ArrayList<>();
    for (String argument : arguments) {
      if (argument.equals("--quick")) {
        plan = Plan.QUICK;
      } else if (known.contains(argument)) {
        suites.add(argument);
      } else {
        throw new IllegalArgumentException(
            "'" + argument + "': expected [--quick] [SUITE ...], with suites of " + known);
      }
    }
    return new Arguments(plan, List.copyOf(suites));
  }

  boolean choose(Suite suite) {
    return suites.isEmpty() || suites.contains(suite.name());
  }
}
