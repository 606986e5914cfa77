package dev.holdline.examples.benchmarks.wire.load;

import java.time.Duration;

/**
 * What the generator is to do, one line of JSON each.
 *
 * @param endpoint of the server
 * @param size of a message, in bytes
 * @param connections how many to open
 * @param perSecond how many requests, over all connections
 * @param millis how long
 */
public record Order(
    Action action, String endpoint, int size, int connections, double perSecond, long millis) {
  /** What there is to do. */
  public enum Action {
    /** Open connections, and keep them for what follows. */
    CONNECT,
    /** Request as fast as answers come. */
    CLOSED,
    /** Request at a fixed rate. */
    OPEN,
    /** Close the connections. */
    DISCONNECT,
    /** Send one way, over a connection of its own. */
    STREAM
  }

  /** Returns the order to open connections. */
  public static Order connect(String endpoint, int size, int connections) {
    return new Order(Action.CONNECT, endpoint, size, connections, 0, 0);
  }

  /** Returns the order to request as fast as answers come. */
  public static Order closed(String endpoint, Duration duration) {
    return new Order(Action.CLOSED, endpoint, 0, 0, 0, duration.toMillis());
  }

  /** Returns the order to request at a fixed rate. */
  public static Order open(String endpoint, double perSecond, Duration duration) {
    return new Order(Action.OPEN, endpoint, 0, 0, perSecond, duration.toMillis());
  }

  /** Returns the order to close the connections. */
  public static Order disconnect(String endpoint) {
    return new Order(Action.DISCONNECT, endpoint, 0, 0, 0, 0);
  }

  /** Returns the order to send one way. */
  public static Order stream(String endpoint, int size, Duration duration) {
    return new Order(Action.STREAM, endpoint, size, 1, 0, duration.toMillis());
  }
}
