package dev.holdline.examples.benchmarks.scale;

import dev.holdline.examples.benchmarks.socket.Endpoint;
import java.io.IOException;

/** How one thread a connection receives. */
interface Inlet extends AutoCloseable {
  void connect(int index, Endpoint endpoint) throws IOException;

  /**
   * Waits for a byte on one connection.
   *
   * @param buffer of one byte
   * @return false for the end of the connection
   */
  boolean receive(int index, byte[] buffer);

  /** Lets the receiver have a byte without a connection; the caller unparks its thread. */
  default void offer(int index) {
    throw new UnsupportedOperationException("these receivers have connections: write to them");
  }

  /** Closes the connections, after the threads have ended. */
  @Override
  void close() throws IOException;
}
