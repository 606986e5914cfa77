package dev.holdline.examples.benchmarks.scale;

import dev.holdline.examples.benchmarks.Arrivals;
import dev.holdline.examples.benchmarks.socket.Endpoint;
import java.io.IOException;
import java.io.InterruptedIOException;

/** Near ends of connections, and what waits for bytes on them. */
interface Receivers extends AutoCloseable {
  /** Far longer than it takes. */
  long ENDING_MILLIS = 10_000;

  /** Opens the connection of one receiver. */
  void connect(int index, Endpoint endpoint) throws IOException;

  /**
   * Lets all receivers wait.
   *
   * @param waiting told by each when it begins its first wait
   * @param received told of each byte, by who received it
   */
  void start(Arrivals waiting, Arrivals received);

  /** Wakes a receiver that has no connection to be woken by. */
  default void wake(int index) {
    throw new UnsupportedOperationException("these receivers have connections: write to them");
  }

  /**
   * Waits until a receiver has ended: it must not read what others have under its numbers later.
   *
   * @throws InterruptedIOException when the waiting thread is interrupted
   */
  static void awaitEnd(Thread receiver) throws InterruptedIOException {
    try {
      receiver.join(ENDING_MILLIS);
    } catch (InterruptedException interrupted) {
      throw new InterruptedIOException("waiting for the end of " + receiver);
    }
  }

  /** Ends the receivers, whose connections have ended, and closes what is open here. */
  @Override
  void close() throws IOException;
}
