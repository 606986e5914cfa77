package dev.holdline.examples.benchmarks.wire.race;

import dev.holdline.examples.benchmarks.Plan;
import dev.holdline.examples.benchmarks.socket.Transport;
import java.time.Duration;
import java.util.List;

/**
 * What is run, and for how long.
 *
 * <p>The full program takes about a quarter of an hour on two idle processors, which is what limits
 * it. Left out for that: 10 connections with 64 KiB, where copying outweighs the waits as it does
 * with 1 and 100; streams over more than one connection, for the same reason; and more than one
 * rate in the open loop. Left out because it does not exist yet: the C program under a native
 * interposer. The quick program has no 64 KiB over UNIX sockets, and 1,000 connections only where a
 * figure has a bound.
 *
 * @param heats in their order, one wire after the other
 * @param streams the wires of the streams
 * @param closedRounds rounds as fast as answers come
 * @param openRounds rounds at a fixed rate
 * @param warmUp how long every contender is driven before the rounds
 * @param closedTurn how long a contender is driven in a closed round, and in one of a stream
 * @param openTurn how long in an open round
 */
public record Program(
    List<Heat> heats,
    List<Wire> streams,
    int closedRounds,
    int openRounds,
    Duration warmUp,
    Duration closedTurn,
    Duration openTurn) {
  private static final int SMALL = 64;
  private static final int LARGE = 64 * 1024;

  /** The wire of the figures that have bounds. */
  static final Wire TCP = new Wire(Transport.TCP, SMALL);

  private static final Wire LARGE_TCP = new Wire(Transport.TCP, LARGE);
  private static final Wire UNIX = new Wire(Transport.UNIX, SMALL);
  private static final Wire LARGE_UNIX = new Wire(Transport.UNIX, LARGE);

  /**
   * One wire.
   *
   * @param connections with how many, one after the other
   */
  public record Heat(Wire wire, List<Integer> connections) {}

  /** Returns the program of a plan. */
  public static Program of(Plan plan) {
    return switch (plan) {
      case QUICK ->
          new Program(
              List.of(
                  new Heat(TCP, List.of(1, 100, 1000)),
                  new Heat(LARGE_TCP, List.of(1)),
                  new Heat(UNIX, List.of(1, 100))),
              List.of(LARGE_TCP),
              3,
              3,
              Duration.ofMillis(200),
              Duration.ofMillis(150),
              Duration.ofMillis(200));
      case FULL ->
          new Program(
              List.of(
                  new Heat(TCP, List.of(1, 10, 100, 1000)),
                  new Heat(LARGE_TCP, List.of(1, 100, 1000)),
                  new Heat(UNIX, List.of(1, 10, 100, 1000)),
                  new Heat(LARGE_UNIX, List.of(1, 100, 1000))),
              List.of(LARGE_TCP, LARGE_UNIX),
              11,
              7,
              Duration.ofSeconds(1),
              Duration.ofMillis(250),
              Duration.ofMillis(500));
    };
  }
}
