package dev.holdline.examples.benchmarks.wire;

import dev.holdline.examples.benchmarks.Plan;
import dev.holdline.examples.benchmarks.Suite;
import dev.holdline.examples.benchmarks.figure.Journal;

/** Held against plain libc and against {@code java.net.Socket}, over loopback TCP. */
public final class WireSuite implements Suite {
  @Override
  public String name() {
    return "wire";
  }

  @Override
  public void run(Plan plan, Journal journal) throws Exception {
    int rounds = plan.choose(15, 51);
    int operations = 20_000;
    for (WireRatio ratio : WireRatio.possible()) {
      journal.headline(ratio.id(), ratio.take(rounds, operations));
    }
  }
}
