package dev.holdline.examples.benchmarks.simulated;

import dev.holdline.examples.benchmarks.child.Answers;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;

/** A simulated world in a process of its own. Arguments: how many sockets. */
final class SimulatedProcess {
  /**
   * A wake-up becomes faster until there were some hundred thousand of them; and a thread whose
   * loop began before that was compiled stays slow, so that new ones have to begin meanwhile.
   */
  static final int WARM_UP_WORLDS = 20;

  static final int WARM_UP_SOCKETS = 2_000; // in each
  static final int WARM_UP_ROUNDS = 20; // in each

  private static final int WARM_UP_TICKS = 1_000_000; // of single descriptors
  private static final int COLLECTIONS = 2;

  private SimulatedProcess() {}

  /**
   * Answers {@code hold}, {@code park}, {@code settle}, {@code wake COUNT}, {@code slice} and
   * {@code clock ROUNDS} until nobody asks.
   */
  public static void main(String[] arguments) {
    int count = Integer.parseInt(arguments[0]);
    warmUp();
    World world = new World(count);
    Answers.serve(
        Map.of(
            "hold", words -> weighed(world::hold, count),
            "park", words -> weighed(world::park, count),
            "settle", words -> world.wake(count),
            "wake", words -> wake(world, words),
            "slice", words -> world.slice(),
            "clock", words -> ticks(count, Integer.parseInt(words.get(0)))));
    Runtime.getRuntime().halt(0); // the receivers wait for ever
  }

  private static void warmUp() {
    for (int i = 0; i < WARM_UP_WORLDS; i++) {
      World world = new World(WARM_UP_SOCKETS);
      world.hold();
      if (SimulatedSuite.parks()) {
        warmUpReceivers(world);
      }
      for (int j = 0; j < WARM_UP_ROUNDS; j++) {
        world.slice();
      }
      if (!SimulatedSuite.parks()) {
        world.end();
      }
    }
  }

  private static void warmUpReceivers(World world) {
    world.park();
    for (int i = 0; i < WARM_UP_ROUNDS; i++) {
      world.wake(WARM_UP_SOCKETS);
    }
  }

  /**
   * What one step took for each hold.
   *
   * @param nanos time
   * @param heapBytes more of the heap in use than before
   */
  record Step(double nanos, double heapBytes) {}

  private static Step weighed(DoubleSupplier step, int count) {
    long before = heap();
    double nanos = step.getAsDouble();
    return new Step(nanos, (double) (heap() - before) / count);
  }

  private static long heap() {
    for (int i = 0; i < COLLECTIONS; i++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private static double wake(World world, List<String> words) {
    return world.wake(Integer.parseInt(words.get(0)));
  }

  private static double[] ticks(int count, int rounds) {
    double[] nanos = new double[rounds];
    try (SliceClock clock = new SliceClock(count)) {
      for (int i = 0; i < Math.max(1, WARM_UP_TICKS / count); i++) {
        clock.tick();
      }
      Arrays.setAll(nanos, round -> clock.tick());
    }
    return nanos;
  }
}
