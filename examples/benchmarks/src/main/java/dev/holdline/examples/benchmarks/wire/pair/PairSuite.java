package dev.holdline.examples.benchmarks.wire.pair;

import dev.holdline.examples.benchmarks.Plan;
import dev.holdline.examples.benchmarks.Suite;
import dev.holdline.examples.benchmarks.Threads;
import dev.holdline.examples.benchmarks.figure.Figure;
import dev.holdline.examples.benchmarks.figure.Journal;
import dev.holdline.examples.benchmarks.figure.Spread;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Connections with both their ends in this process: with one end held, so that the figure is the
 * cost of holding one descriptor, and with both, which is what a program pays that talks to itself
 * or to another one that holds its end, too.
 */
public final class PairSuite implements Suite {
  private static final int OPERATIONS = 10_000;
  private static final int MANY_OPERATIONS = 40_000;

  @Override
  public String name() {
    return "pairs";
  }

  @Override
  public void run(Plan plan, Journal journal) throws Exception {
    for (PairRatio ratio : PairRatio.possible()) {
      take(ratio, plan, journal);
    }
    if (!Threads.haveVirtual()) {
      journal.progress("Virtual threads are left out: they need JDK 21 or later");
    }
  }

  private void take(PairRatio ratio, Plan plan, Journal journal) throws Exception {
    int rounds = ratio.isOfMany() ? plan.choose(5, 31) : plan.choose(15, 61);
    Turns turns = ratio.turns(rounds, ratio.isOfMany() ? MANY_OPERATIONS : OPERATIONS);
    add(journal, ratio, "time, held over the other", "ratio", turns.timeRatio());
    add(journal, ratio, "CPU time, held over the other", "ratio", turns.cpuRatio());
    addMicros(journal, ratio, "time, held", turns.held(), Cost::micros);
    addMicros(journal, ratio, "time, the other", turns.other(), Cost::micros);
    addMicros(journal, ratio, "CPU time, held", turns.held(), Cost::cpuMicros);
    addMicros(journal, ratio, "CPU time, the other", turns.other(), Cost::cpuMicros);
    journal.headline(ratio.id(), ratio.ratio(turns), turns.requestCpu());
  }

  private void addMicros(
      Journal journal,
      PairRatio ratio,
      String metric,
      List<Cost> costs,
      ToDoubleFunction<Cost> asked) {
    add(journal, ratio, metric, "us", Turns.spread(costs, asked));
  }

  private void add(Journal journal, PairRatio ratio, String metric, String unit, Spread spread) {
    journal.add(new Figure(name(), ratio.labels(), metric, unit, spread));
  }
}
