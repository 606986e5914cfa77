package dev.holdline.examples.benchmarks.simulated;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdline.examples.benchmarks.Plan;
import dev.holdline.examples.benchmarks.Suite;
import dev.holdline.examples.benchmarks.Threads;
import dev.holdline.examples.benchmarks.child.Child;
import dev.holdline.examples.benchmarks.figure.Figure;
import dev.holdline.examples.benchmarks.figure.Journal;
import dev.holdline.examples.benchmarks.figure.Spread;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Up to a million holds over a simulated kernel, for no process may have as many descriptors. */
public final class SimulatedSuite implements Suite {
  private static final String NAME = "simulated";
  private static final int FEW = 1_000;
  private static final int MANY = 1_000_000;
  static final int WAKES = 1_000; // in a round
  static final Duration BOUND = Duration.ofMinutes(3);

  @Override
  public String name() {
    return NAME;
  }

  /** Whether a receiver can be had for each hold: a million platform threads cannot. */
  static boolean parks() {
    return Threads.haveVirtual();
  }

  @Override
  public void run(Plan plan, Journal journal) throws Exception {
    List<Integer> counts =
        plan == Plan.QUICK ? List.of(FEW, 10_000, 100_000) : List.of(FEW, 10_000, 100_000, MANY);
    if (!parks()) {
      journal.progress(
          "simulated receivers, which park and are woken, are left out: JDK 21 or later");
    }
    for (int count : counts) {
      try (Child world = start(SimulatedProcess.class, count)) {
        measure(world, count, plan, journal);
      }
      if (parks() && count == MANY) {
        for (Collector collector : Collector.values()) {
          ManyOverFew compared = new ManyOverFew(collector, MANY, FEW);
          compared.measure();
          compared.write(journal);
        }
      }
      if (parks()) {
        try (Child bare = start(BareProcess.class, count)) {
          double[] wakes = samples(bare, plan.choose(11, 31), "wake", "" + WAKES);
          add(journal, count, "wake a bare virtual thread", "ns", wakes);
        }
      }
    }
  }

  private static Child start(Class<?> main, int count) throws IOException {
    return start(main, Collector.PARALLEL, count);
  }

  static Child start(Class<?> main, Collector collector, int count) throws IOException {
    return Child.start(main, collector.jvmOptions(), List.of("" + count));
  }

  private static void measure(Child world, int count, Plan plan, Journal journal)
      throws InterruptedException {
    JsonNode held = world.ask(BOUND, "hold");
    add(journal, count, "hold", "ns", held.get("nanos").asDouble());
    add(journal, count, "heap of a hold", "B", held.get("heapBytes").asDouble());
    if (parks()) {
      JsonNode parked = parked(world);
      add(journal, count, "start, arm and park", "ns", parked.get("nanos").asDouble());
      add(
          journal,
          count,
          "heap of its receiver, virtual thread included",
          "B",
          parked.get("heapBytes").asDouble());
      double[] wakes = samples(world, plan.choose(11, 31), "wake", "" + WAKES);
      add(journal, count, "wake and arm", "ns", wakes);
    }
    int rounds = plan.choose(3, 7);
    add(journal, count, "slice end: audit and arm", "ns", samples(world, rounds, "slice"));
    JsonNode ticks = world.ask(BOUND, "clock", "" + rounds);
    double[] tickNanos = new double[rounds];
    Arrays.setAll(tickNanos, i -> ticks.get(i).asDouble());
    add(journal, count, "slice clock alone", "ns", tickNanos);
  }

  /**
   * Parks a receiver for each hold, and wakes all of them: those who parked before the code was
   * compiled take long to wake once.
   */
  static JsonNode parked(Child world) throws InterruptedException {
    JsonNode parked = world.ask(BOUND, "park");
    world.ask(BOUND, "settle");
    return parked;
  }

  private static double[] samples(Child world, int rounds, String... command)
      throws InterruptedException {
    double[] samples = new double[rounds];
    for (int i = 0; i < rounds; i++) {
      samples[i] = world.ask(BOUND, command).asDouble();
    }
    return samples;
  }

  static void add(Journal journal, int count, String metric, String unit, double... samples) {
    Map<String, String> labels = Map.of("simulated holds", "" + count);
    journal.add(new Figure(NAME, labels, metric, unit, Spread.of(samples)));
  }
}
