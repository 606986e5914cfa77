package dev.holdline.examples.benchmarks.wire.load;

import java.time.Duration;

/**
 * Each connection sends its next request as soon as it has its answer: as many as the server takes.
 * Latencies would flatter a slow server, which is asked less often, so none are taken.
 */
final class ClosedLoop implements Connections.Listener {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Connections connections;
  private final long endNanos;
  private int onTheWay;
  private long requests;

  private ClosedLoop(Connections connections, long endNanos) {
    this.connections = connections;
    this.endNanos = endNanos;
  }

  /** Drives connections for so long, and takes in the answers that are on the way then. */
  static Report run(Connections connections, Duration duration) {
    long beginNanos = System.nanoTime();
    ClosedLoop loop = new ClosedLoop(connections, beginNanos + duration.toNanos());
    loop.drive();
    return Report.of(loop.requests, System.nanoTime() - beginNanos);
  }

  private void drive() {
    onTheWay = connections.count();
    for (int i = 0; i < connections.count(); i++) {
      connections.request(i);
    }
    long limitNanos = endNanos + PATIENCE.toNanos();
    while (onTheWay > 0) {
      if (System.nanoTime() - limitNanos > 0) {
        throw new IllegalStateException(onTheWay + " requests are without an answer");
      }
      connections.await(limitNanos, this);
    }
  }

  @Override
  public void answered(int connection, long nowNanos) {
    requests++;
    if (nowNanos - endNanos < 0) {
      connections.request(connection);
    } else {
      onTheWay--;
    }
  }
}
