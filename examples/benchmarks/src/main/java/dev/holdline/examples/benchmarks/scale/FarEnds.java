package dev.holdline.examples.benchmarks.scale;

import dev.holdline.posix.LibC;

/** The other ends of the receivers' connections: they write what is received. */
final class FarEnds implements AutoCloseable {
  /** The most connections that may wait to be accepted. */
  static final int BACKLOG = 1_000;

  private static final byte[] BYTE = {1};

  private final LibC plain;
  private final int listener;
  private final int port;
  private final int[] fds;
  private int accepted;

  FarEnds(LibC plain, int capacity) {
    this.plain = plain;
    this.listener = Loopback.listen(plain, BACKLOG);
    this.port = Loopback.port(plain, listener);
    this.fds = new int[capacity];
  }

  /** Returns where to connect to. */
  int port() {
    return port;
  }

  /** Accepts connections, in the order in which they were made. */
  void accept(int count) {
    for (int i = 0; i < count; i++) {
      fds[accepted++] = Loopback.accept(plain, listener);
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
