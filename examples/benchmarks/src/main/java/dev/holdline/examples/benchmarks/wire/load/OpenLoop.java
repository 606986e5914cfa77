package dev.holdline.examples.benchmarks.wire.load;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * Requests at a fixed rate, over the connections in turn, whether answers come or not. A latency
 * counts from the time at which the request was to be sent: one that has to wait for an earlier one
 * of its connection, or for a slow server, counts that, too (no coordinated omission).
 */
final class OpenLoop implements Connections.Listener {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int DIGITS = 3;

  private final Connections connections;
  private final Schedule schedule;
  private final Histogram latencies = new Histogram(DIGITS);
  private final long[] due; // requests of a connection whose time has come
  private final long[] answered;

  private OpenLoop(Connections connections, Schedule schedule) {
    this.connections = connections;
    this.schedule = schedule;
    this.due = new long[connections.count()];
    this.answered = new long[connections.count()];
  }

  /** Drives connections for so long, and takes in all answers. */
  static Report run(Connections connections, double perSecond, Duration duration) {
    double intervalNanos = TimeUnit.SECONDS.toNanos(1) / perSecond;
    long beginNanos = System.nanoTime();
    OpenLoop loop =
        new OpenLoop(connections, new Schedule(beginNanos, intervalNanos, connections.count()));
    loop.drive(Math.max(1, Math.round(duration.toNanos() / intervalNanos)));
    return Report.of(loop.latencies, System.nanoTime() - beginNanos);
  }

  private void drive(long requests) {
    long next = 0;
    long limitNanos = schedule.intendedNanos(requests) + PATIENCE.toNanos();
    while (latencies.getTotalCount() < requests) {
      long now = System.nanoTime();
      if (now - limitNanos > 0) {
        throw new IllegalStateException(
            (requests - latencies.getTotalCount()) + " requests are without an answer");
      }
      while (next < requests && schedule.intendedNanos(next) - now <= 0) {
        comeDue(schedule.connection(next++));
      }
      connections.await(next < requests ? schedule.intendedNanos(next) : limitNanos, this);
    }
  }

  private void comeDue(int connection) {
    due[connection]++;
    if (due[connection] - answered[connection] == 1) {
      connections.request(connection);
    }
  }

  @Override
  public void answered(int connection, long nowNanos) {
    long request = schedule.request(connection, answered[connection]++);
    latencies.recordValue(nowNanos - schedule.intendedNanos(request));
    if (due[connection] > answered[connection]) {
      connections.request(connection);
    }
  }
}
