package dev.holdline.examples.benchmarks.simulated;

import dev.holdline.examples.benchmarks.child.Child;
import dev.holdline.examples.benchmarks.figure.Journal;
import dev.holdline.examples.benchmarks.figure.Spread;
import java.io.IOException;
import java.util.Arrays;

/**
 * Wake-ups among many and among few in turn, the same number of them in each round. In several
 * pairs of processes, because how far the memory of the many lies apart, and where the host has the
 * cores, differs from one to the next.
 */
final class ManyOverFew {
  private static final int PAIRS = 5;
  private static final int ROUNDS = 21; // in each

  private final Collector collector;
  private final int manyCount;
  private final int fewCount;
  private final double[] many = new double[PAIRS * ROUNDS];
  private final double[] few = new double[PAIRS * ROUNDS];
  private final double[] handOvers = new double[PAIRS];
  private int handedOver; // so many of them

  ManyOverFew(Collector collector, int manyCount, int fewCount) {
    this.collector = collector;
    this.manyCount = manyCount;
    this.fewCount = fewCount;
  }

  /** Measures all pairs. */
  void measure() throws IOException, InterruptedException {
    for (int pair = 0; pair < PAIRS; pair++) {
      try (Child manyWorld = parkedWorld(manyCount);
          Child fewWorld = parkedWorld(fewCount)) {
        HandOver.nanos().ifPresent(nanos -> handOvers[handedOver++] = nanos);
        for (int i = pair * ROUNDS; i < (pair + 1) * ROUNDS; i++) {
          many[i] = wake(manyWorld);
          few[i] = wake(fewWorld);
        }
      }
    }
  }

  private Child parkedWorld(int count) throws IOException, InterruptedException {
    Child world = SimulatedSuite.start(SimulatedProcess.class, collector, count);
    boolean parked = false;
    try {
      world.ask(SimulatedSuite.BOUND, "hold");
      SimulatedSuite.parked(world);
      parked = true;
      return world;
    } finally {
      if (!parked) {
        world.close();
      }
    }
  }

  private static double wake(Child world) throws InterruptedException {
    return world.ask(SimulatedSuite.BOUND, "wake", "" + SimulatedSuite.WAKES).asDouble();
  }

  /** Writes down what was measured. */
  void write(Journal journal) {
    add(journal, fewCount, "wake and arm, in turn", "ns", few);
    add(journal, manyCount, "wake and arm, in turn", "ns", many);
    add(journal, manyCount, "many over few, median of each pair", "ratio", medians());
    if (handedOver > 0) {
      double[] nanos = Arrays.copyOf(handOvers, handedOver);
      add(journal, manyCount, "cache line from core to core and back", "ns", nanos);
    }
    journal.headline(collector.headline(), Spread.ofRatios(many, few));
  }

  private void add(Journal journal, int count, String metric, String unit, double[] samples) {
    SimulatedSuite.add(journal, count, collector.metric(metric), unit, samples);
  }

  private double[] medians() {
    double[] medians = new double[PAIRS];
    for (int pair = 0; pair < PAIRS; pair++) {
      int from = pair * ROUNDS;
      double[] manyHere = Arrays.copyOfRange(many, from, from + ROUNDS);
      double[] fewHere = Arrays.copyOfRange(few, from, from + ROUNDS);
      medians[pair] = Spread.ofRatios(manyHere, fewHere).median();
    }
    return medians;
  }
}
