package dev.holdline.examples.benchmarks.wire.pair;

import dev.holdline.examples.benchmarks.Threads;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Messages back and forth, two threads for each connection. An operation is one round trip; over
 * many connections its time is the whole time over all round trips.
 */
record RoundTrip(Connection.Opener opener, Threads threads, int connections) implements Workload {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @Override
  public double run(int operations) throws Exception {
    int each = operations / connections;
    Deque<Connection> opened = new ArrayDeque<>();
    try {
      Crew crew = new Crew(threads);
      for (int i = 0; i < connections; i++) {
        Connection connection = opener.open();
        opened.add(connection);
        crew.add(each, connection::echo);
        crew.add(each, connection::ping);
      }
      return (double) crew.run(LIMIT) / ((long) each * connections);
    } finally {
      close(opened);
    }
  }

  private static void close(Deque<Connection> opened) throws IOException {
    for (Connection connection : opened) {
      connection.close();
    }
  }
}
