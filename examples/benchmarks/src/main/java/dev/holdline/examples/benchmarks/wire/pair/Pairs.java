package dev.holdline.examples.benchmarks.wire.pair;

import dev.holdline.examples.benchmarks.Plan;
import dev.holdline.examples.benchmarks.Threads;
import dev.holdline.examples.benchmarks.figure.Journal;

/**
 * The comparisons that the table shows, over loopback TCP. Against plain {@code recv} one end is
 * held and the other one plain, so that the figure is the cost of holding one descriptor; in the
 * other ones both ends are of the contender's kind, with 1,000 connections, too.
 */
public final class Pairs {
  private static final int OPERATIONS = 10_000;
  private static final int MANY_OPERATIONS = 40_000;

  private final Plan plan;
  private final Journal journal;

  /** Prepares them. */
  public Pairs(Plan plan, Journal journal) {
    this.plan = plan;
    this.journal = journal;
  }

  /** Takes the measurements. */
  public void run() throws Exception {
    journal.progress("Both ends in one process");
    for (PairRatio ratio : PairRatio.possible()) {
      int rounds = ratio.isOfMany() ? plan.choose(5, 61) : plan.choose(15, 121);
      int operations = ratio.isOfMany() ? MANY_OPERATIONS : OPERATIONS;
      journal.headline(ratio.id(), ratio.take(rounds, operations));
    }
    if (!Threads.haveVirtual()) {
      journal.progress("Virtual threads are left out: they need JDK 21 or later");
    }
  }
}
