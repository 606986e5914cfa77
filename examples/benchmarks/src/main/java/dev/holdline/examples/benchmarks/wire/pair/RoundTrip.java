package dev.holdline.examples.benchmarks.wire.pair;

import dev.holdline.examples.benchmarks.Threads;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Messages back and forth over connections that stay open from one run to the next, two threads for
 * each. An operation is one round trip; over many connections it takes the whole time over all
 * round trips.
 */
final class RoundTrip implements Workload {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final Connection.Opener opener;
  private final Threads threads;
  private final int connections;
  private final Deque<Connection> opened = new ArrayDeque<>();

  /** Prepares it; the first run opens the connections, also the first one after a close. */
  RoundTrip(Connection.Opener opener, Threads threads, int connections) {
    this.opener = opener;
    this.threads = threads;
    this.connections = connections;
  }

  @Override
  public Cost run(int operations) throws Exception {
    while (opened.size() < connections) {
      opened.add(opener.open());
    }
    int each = operations / connections;
    Crew crew = new Crew(threads);
    for (Connection connection : opened) {
      crew.add(each, connection::echo);
      crew.add(each, connection::ping);
    }
    return crew.run(LIMIT).of((long) each * connections);
  }

  @Override
  public void close() throws IOException {
    while (!opened.isEmpty()) {
      opened.pop().close();
    }
  }
}
