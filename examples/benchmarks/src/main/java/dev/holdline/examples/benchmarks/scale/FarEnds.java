package dev.holdline.examples.benchmarks.scale;

import dev.holdline.examples.benchmarks.socket.Endpoint;
import dev.holdline.examples.benchmarks.socket.PlainSockets;
import dev.holdline.posix.LibC;

/** The other ends of the receivers' connections: they write what is received. */
final class FarEnds implements AutoCloseable {
  /** The most connections that may wait to be accepted. */
  static final int BACKLOG = 1_000;

  private static final byte[] BYTE = {1};

  private final LibC plain;
  private final int listener;
  private final Endpoint endpoint;
  private final int[] fds;
  private int accepted;

  FarEnds(LibC plain, int capacity) {
    this.plain = plain;
    this.listener = PlainSockets.listen(plain, Endpoint.ANY_PORT, BACKLOG);
    this.endpoint = PlainSockets.bound(plain, listener, Endpoint.ANY_PORT);
    this.fds = new int[capacity];
  }

  /** Returns where to connect to. */
  Endpoint endpoint() {
    return endpoint;
  }

  /**
   * Accepts connections, in the order in which they were made. They are reset when they are closed:
   * thousands in TIME_WAIT would weigh on the next measurement.
   */
  void accept(int count) {
    for (int i = 0; i < count; i++) {
      int fd = PlainSockets.accept(plain, listener, endpoint);
      fds[accepted++] = fd;
      PlainSockets.resetWhenClosed(plain, fd);
    }
  }

  /** Writes a byte to one of them. */
  void wake(int index) {
    if (plain.write(fds[index], BYTE, 1) != 1) {
      throw new IllegalStateException("a byte for receiver " + index + " could not be written");
    }
  }

  void wakeAll() {
    for (int i = 0; i < accepted; i++) {
      wake(i);
    }
  }

  @Override
  public void close() {
    for (int i = 0; i < accepted; i++) {
      plain.close(fds[i]);
    }
    plain.close(listener);
  }
}
