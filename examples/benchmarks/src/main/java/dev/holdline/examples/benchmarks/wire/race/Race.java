package dev.holdline.examples.benchmarks.wire.race;

import dev.holdline.examples.benchmarks.wire.load.Order;
import dev.holdline.examples.benchmarks.wire.load.Report;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Drives the servers of a fleet in turn, round by round, each round beginning with another one. The
 * connections of all of them stay open meanwhile; those whose turn it is not are silent.
 */
final class Race {
  /** The fixed rate, as a share of what the slowest contender can take. */
  private static final double SHARE = 0.5;

  /** What the kernel counts processor time in: less than one tick is taken for one. */
  private static final Duration TICK = Duration.ofMillis(10);

  private static final double MICRO_IN_NANOS = 1000;
  private static final double MEGA = 1e6;

  private final Generator generator;
  private final List<Fleet.Ship> ships;
  private final Program program;

  Race(Generator generator, Fleet fleet, Program program) {
    this.generator = generator;
    this.ships = fleet.ships();
    this.program = program;
  }

  /** What a contender does when it is its turn. */
  private interface Turn {
    Map<Metric, Double> take(Fleet.Ship ship) throws IOException, InterruptedException;
  }

  /** Opens connections to all, and drives all for a while. */
  void connect(int size, int connections) throws IOException, InterruptedException {
    for (Fleet.Ship ship : ships) {
      generator.obey(Order.connect(ship.endpoint(), size, connections));
      generator.obey(Order.closed(ship.endpoint(), program.warmUp()));
    }
  }

  /** Returns how many requests a second they answer, and what one costs them. */
  Samples closed() throws IOException, InterruptedException {
    return rounds(
        program.closedRounds(),
        ship -> measured(ship, Order.closed(ship.endpoint(), program.closedTurn())));
  }

  /** Returns the rate that all of them can bear, for {@link #open}. */
  static double rate(Samples closed) {
    return SHARE * closed.lowestMedian(Metric.REQUESTS);
  }

  /** Returns how long they take to answer at a fixed rate. */
  Samples open(double perSecond) throws IOException, InterruptedException {
    return rounds(
        program.openRounds(),
        ship -> {
          Report report =
              generator.obey(Order.open(ship.endpoint(), perSecond, program.openTurn()));
          return Map.of(
              Metric.P50, report.p50Micros(),
              Metric.P99, report.p99Micros(),
              Metric.P999, report.p999Micros());
        });
  }

  /** Returns how much they swallow. */
  Samples stream(int size) throws IOException, InterruptedException {
    for (Fleet.Ship ship : ships) {
      generator.obey(Order.stream(ship.endpoint(), size, program.warmUp()));
    }
    return rounds(
        program.closedRounds(),
        ship -> {
          Report report = generator.obey(Order.stream(ship.endpoint(), size, program.closedTurn()));
          return Map.of(Metric.THROUGHPUT, report.perSecond() * size / MEGA);
        });
  }

  /** Closes the connections. */
  void disconnect() throws IOException, InterruptedException {
    for (Fleet.Ship ship : ships) {
      generator.obey(Order.disconnect(ship.endpoint()));
    }
  }

  private Map<Metric, Double> measured(Fleet.Ship ship, Order order)
      throws IOException, InterruptedException {
    Duration before = ship.child().cpu();
    Report report = generator.obey(order);
    Duration ticks = ship.child().cpu().minus(before);
    Duration used = ticks.compareTo(TICK) < 0 ? TICK : ticks;
    EnumMap<Metric, Double> round = new EnumMap<>(Metric.class);
    round.put(Metric.REQUESTS, report.perSecond());
    round.put(Metric.CPU, used.toNanos() / MICRO_IN_NANOS / report.requests());
    return round;
  }

  private Samples rounds(int rounds, Turn turn) throws IOException, InterruptedException {
    Samples samples = new Samples();
    List<Fleet.Ship> order = new ArrayList<>(ships);
    for (int round = 0; round < rounds; round++) {
      for (Fleet.Ship ship : order) {
        samples.add(ship.name(), turn.take(ship));
      }
      Collections.rotate(order, 1);
    }
    return samples;
  }
}
