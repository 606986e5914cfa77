package dev.holdline.examples.benchmarks.scale;

import dev.holdline.examples.benchmarks.socket.Endpoint;
import dev.holdline.examples.benchmarks.socket.PlainSockets;
import dev.holdline.posix.LibC;

/** {@code recv} through a libc interface, plain or held. */
final class LibCInlet implements Inlet {
  private final LibC libc;
  private final LibC plain;
  private final int[] fds;
  private int connected;

  LibCInlet(LibC libc, LibC plain, int count) {
    this.libc = libc;
    this.plain = plain;
    this.fds = new int[count];
  }

  @Override
  public void connect(int index, Endpoint endpoint) {
    fds[index] = PlainSockets.connect(plain, endpoint);
    connected++;
  }

  @Override
  public boolean receive(int index, byte[] buffer) {
    return libc.recv(fds[index], buffer, 1, 0) == 1;
  }

  @Override
  public void close() {
    for (int i = 0; i < connected; i++) {
      libc.close(fds[i]);
    }
  }
}
