package dev.holdline.examples.benchmarks.micro;

import dev.holdline.examples.benchmarks.socket.PlainSockets;
import dev.holdline.posix.LibC;
import dev.holdline.posix.Sockets;

/**
 * A datagram socket that is connected to the same peer over and over: the one kind of socket whose
 * connect can be repeated, so that no new descriptor is part of the measurement.
 */
final class ConnectScene implements Scene {
  /** connect(2) with one type of address. */
  interface Function {
    int call(LibC libc, int socket, Address address, byte[] bytes);
  }

  private final LibC libc;
  private final LibC plain = Binding.PLAIN.libc();
  private final Function function;
  private final int socket;
  private final int peer;
  private final Address address;
  private final byte[] bytes;

  ConnectScene(LibC libc, Function function) {
    this.libc = libc;
    this.function = function;
    this.socket = socket();
    this.peer = socket();
    this.address = Address.bind(plain, peer);
    this.bytes = address.bytes();
  }

  private int socket() {
    return PlainSockets.check("socket", plain.socket(Sockets.AF_UNIX, Sockets.SOCK_DGRAM, 0));
  }

  @Override
  public void fill(int calls) {}

  @Override
  public void call() {
    PlainSockets.check("connect", function.call(libc, socket, address, bytes));
  }

  @Override
  public void clear() {}

  @Override
  public void close() {
    libc.close(socket);
    plain.close(peer);
  }
}
