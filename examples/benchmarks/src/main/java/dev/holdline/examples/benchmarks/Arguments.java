package dev.holdline.examples.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The arguments of the benchmarks.
 *
 * @param plan how thoroughly to measure
 * @param suites the names of the chosen suites, empty for all
 * @param output where the report is to go, if it was said
 * @param merge whether what is measured takes the place of these suites alone in an earlier report
 * @param reportOnly whether to draw the report again and measure nothing
 */
record Arguments(
    Plan plan, List<String> suites, Optional<Path> output, boolean merge, boolean reportOnly) {
  /**
   * Reads them.
   *
   * @throws IllegalArgumentException with what is wrong and what is possible
   */
  static Arguments parse(String[] arguments, List<String> known) {
    Plan plan = Plan.FULL;
    List<String> suites = new ArrayList<>();
    Optional<Path> output = Optional.empty();
    boolean merge = false;
    boolean reportOnly = false;
    for (int i = 0; i < arguments.length; i++) {
      String argument = arguments[i];
      if (argument.equals("--quick")) {
        plan = Plan.QUICK;
      } else if (argument.equals("--merge")) {
        merge = true;
      } else if (argument.equals("--report")) {
        reportOnly = true;
      } else if (argument.equals("--output")) {
        i++;
        output = Optional.of(folder(arguments, i));
      } else if (known.contains(argument)) {
        suites.add(argument);
      } else {
        throw new IllegalArgumentException(
            "'"
                + argument
                + "': expected [--quick] [--output DIR] [SUITE ...], --merge [--output DIR] SUITE"
                + " ... or --report [--output DIR], with suites of "
                + known);
      }
    }
    if (reportOnly && (plan == Plan.QUICK || merge || !suites.isEmpty())) {
      throw new IllegalArgumentException(
          "--report measures nothing: leave out --quick, --merge and the suites");
    }
    if (merge && (plan == Plan.QUICK || suites.isEmpty())) {
      throw new IllegalArgumentException(
          "--merge puts whole figures of some suites into a page: name them, and leave out"
              + " --quick");
    }
    return new Arguments(plan, List.copyOf(suites), output, merge, reportOnly);
  }

  private static Path folder(String[] arguments, int i) {
    if (i == arguments.length || arguments[i].startsWith("--")) {
      throw new IllegalArgumentException("--output needs a folder");
    }
    return Path.of(arguments[i]);
  }

  boolean choose(Suite suite) {
    return suites.isEmpty() || suites.contains(suite.name());
  }

  /**
   * Returns whether this is about the page that is committed: only a full run replaces it, or a
   * part of it.
   */
  boolean committed() {
    return output.isEmpty() && (reportOnly || merge || (plan == Plan.FULL && suites.isEmpty()));
  }

  /**
   * Returns where the report goes.
   *
   * @param module the folder of this module
   */
  Path folder(Path module) {
    return output.orElse(committed() ? module : module.resolve("target"));
  }
}
