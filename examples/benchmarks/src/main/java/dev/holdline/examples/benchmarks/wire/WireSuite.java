package dev.holdline.examples.benchmarks.wire;

import dev.holdline.examples.benchmarks.Plan;
import dev.holdline.examples.benchmarks.Suite;
import dev.holdline.examples.benchmarks.figure.Journal;
import dev.holdline.examples.benchmarks.wire.race.Program;
import dev.holdline.examples.benchmarks.wire.race.Races;

/**
 * Held against what people use otherwise, on the loopback interface: as servers under one load
 * generator, which holds nothing.
 */
public final class WireSuite implements Suite {
  @Override
  public String name() {
    return "wire";
  }

  @Override
  public void run(Plan plan, Journal journal) throws Exception {
    new Races(name(), Program.of(plan), journal).run();
  }
}
