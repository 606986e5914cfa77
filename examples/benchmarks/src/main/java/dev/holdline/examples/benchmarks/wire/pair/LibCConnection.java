package dev.holdline.examples.benchmarks.wire.pair;

import dev.holdline.examples.benchmarks.socket.PlainSockets;
import dev.holdline.posix.LibC;
import dev.holdline.posix.Sockets;

/** A connection whose ends go through libc interfaces, each through one of its own. */
final class LibCConnection implements Connection {
  private final LibC near;
  private final LibC far;
  private final int[] pair;
  private final byte[] nearMessage;
  private final byte[] farMessage;

  /**
   * Takes what was opened.
   *
   * @param near the end that is measured
   * @param far the end that echoes
   * @param pair their descriptors
   * @param size of a message, in bytes
   */
  private LibCConnection(LibC near, LibC far, int[] pair, int size) {
    this.near = near;
    this.far = far;
    this.pair = pair;
    this.nearMessage = new byte[size];
    this.farMessage = new byte[size];
  }

  /** Opens one over TCP; the plain interface opens it. */
  static LibCConnection tcp(LibC plain, LibC near, LibC far, int size) {
    return new LibCConnection(near, far, PlainSockets.pair(plain), size);
  }

  /** Opens one of UNIX stream sockets; the plain interface opens it. */
  static LibCConnection unix(LibC plain, LibC near, LibC far, int size) {
    int[] pair = new int[2];
    PlainSockets.socketpair(plain, pair);
    return new LibCConnection(near, far, pair, size);
  }

  @Override
  public void ping() {
    near.send(pair[0], nearMessage, nearMessage.length, 0);
    receive(near, pair[0], nearMessage);
  }

  @Override
  public void echo() {
    receive(far, pair[1], farMessage);
    far.send(pair[1], farMessage, farMessage.length, 0);
  }

  /** Shuts both directions down first, which ends even a plain {@code recv}. */
  @Override
  public void close() {
    near.shutdown(pair[0], Sockets.SHUT_RDWR);
    near.close(pair[0]);
    far.close(pair[1]);
  }

  private static void receive(LibC libc, int fd, byte[] message) {
    for (int got = 0; got < message.length; ) {
      long n = libc.recv(fd, message, message.length - got, 0);
      if (n <= 0) {
        throw new IllegalStateException("recv returned " + n);
      }
      got += (int) n;
    }
  }
}
