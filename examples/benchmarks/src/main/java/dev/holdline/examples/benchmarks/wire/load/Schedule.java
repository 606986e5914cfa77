package dev.holdline.examples.benchmarks.wire.load;

/**
 * When requests are to be sent, and on which connection: at equal distances, on all in turn.
 *
 * @param beginNanos when the first one is to be sent
 * @param intervalNanos between two requests
 * @param connections how many there are
 */
record Schedule(long beginNanos, double intervalNanos, int connections) {
  /** Returns when a request, counted from 0, is to be sent. */
  long intendedNanos(long request) {
    return beginNanos + (long) (request * intervalNanos);
  }

  /** Returns on which connection. */
  int connection(long request) {
    return (int) (request % connections);
  }

  /** Returns which request is the one that a connection sends after so many others. */
  long request(int connection, long earlier) {
    return connection + earlier * connections;
  }
}
