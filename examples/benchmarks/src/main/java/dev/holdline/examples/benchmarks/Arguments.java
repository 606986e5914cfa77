package dev.holdline.examples.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The arguments of the benchmarks.
 *
 * @param task what to do
 * @param plan how thoroughly to measure
 * @param suites the names of the chosen suites, empty for all
 * @param output where the report is to go, if it was said
 */
record Arguments(Task task, Plan plan, List<String> suites, Optional<Path> output) {
  private static final String EXPECTED =
      "expected [--quick] [--output DIR] [SUITE ...], --merge [--output DIR] SUITE ..., --report"
          + " [--output DIR] or guard, with suites of ";

  /**
   * Reads them.
   *
   * @throws IllegalArgumentException with what is wrong and what is possible
   */
  static Arguments parse(String[] arguments, List<String> known) {
    List<Task> tasks = new ArrayList<>();
    Plan plan = Plan.FULL;
    List<String> suites = new ArrayList<>();
    Optional<Path> output = Optional.empty();
    for (int i = 0; i < arguments.length; i++) {
      String argument = arguments[i];
      switch (argument) {
        case "--quick" -> plan = Plan.QUICK;
        case "--merge" -> tasks.add(Task.MERGE);
        case "--report" -> tasks.add(Task.REPORT);
        case "guard" -> tasks.add(Task.GUARD);
        case "--output" -> {
          i++;
          output = Optional.of(folder(arguments, i));
        }
        default -> {
          if (!known.contains(argument)) {
            throw new IllegalArgumentException("'" + argument + "': " + EXPECTED + known);
          }
          suites.add(argument);
        }
      }
    }
    if (tasks.size() > 1) {
      throw new IllegalArgumentException(
          "--merge, --report and guard go one at a time, each once: " + EXPECTED + known);
    }
    Task task = tasks.isEmpty() ? Task.MEASURE : tasks.get(0);
    return new Arguments(task, plan, List.copyOf(suites), output).checked();
  }

  private static Path folder(String[] arguments, int i) {
    if (i == arguments.length || arguments[i].startsWith("--")) {
      throw new IllegalArgumentException("--output needs a folder");
    }
    return Path.of(arguments[i]);
  }

  private Arguments checked() {
    boolean quick = plan == Plan.QUICK;
    if (task == Task.REPORT && (quick || !suites.isEmpty())) {
      throw new IllegalArgumentException(
          "--report measures nothing: leave out --quick and the suites");
    }
    if (task == Task.MERGE && (quick || suites.isEmpty())) {
      throw new IllegalArgumentException(
          "--merge puts whole figures of some suites into a page: name them, and leave out"
              + " --quick");
    }
    if (task == Task.GUARD && (quick || !suites.isEmpty() || output.isPresent())) {
      throw new IllegalArgumentException(
          "guard keeps no figures, and takes as many as it needs: leave out all else");
    }
    return this;
  }

  boolean choose(Suite suite) {
    return suites.isEmpty() || suites.contains(suite.name());
  }

  /**
   * Returns whether this is about the page that is committed: only a full run replaces it, or a
   * part of it.
   */
  boolean committed() {
    return output.isEmpty()
        && switch (task) {
          case MEASURE -> plan == Plan.FULL && suites.isEmpty();
          case MERGE, REPORT -> true;
          case GUARD -> false;
        };
  }

  /**
   * Returns where the report goes.
   *
   * @param module the folder of this module
   */
  Path folder(Path module) {
    return output.orElse(committed() ? module : module.resolve("target"));
  }

  /**
   * Returns where every row and every chart go: they are not committed.
   *
   * @param module the folder of this module
   */
  Path rows(Path module) {
    return output.orElse(module.resolve("target")).resolve("rows");
  }
}
