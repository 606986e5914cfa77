package dev.holdline.examples.benchmarks.wire.server;

import dev.holdline.Holdline;
import dev.holdline.examples.benchmarks.Threads;
import dev.holdline.examples.benchmarks.socket.PlainSockets;
import dev.holdline.examples.benchmarks.socket.Transport;
import dev.holdline.posix.LibC;

/** The ways to serve that run on a JVM. */
public enum Kind {
  PLAIN("plain recv") {
    @Override
    Server server(Service service, int size) {
      return new LibCServer(PlainSockets.libc(), Threads.PLATFORM, service, size);
    }
  },
  HELD("held, platform") {
    @Override
    Server server(Service service, int size) {
      return new LibCServer(held(), Threads.PLATFORM, service, size);
    }
  },
  HELD_VIRTUAL("held, virtual") {
    @Override
    Server server(Service service, int size) {
      return new LibCServer(held(), Threads.VIRTUAL, service, size);
    }
  },
  SOCKET("java.net.Socket, platform", "SocketChannel, platform") {
    @Override
    Server server(Service service, int size) {
      return new SocketServer(Threads.PLATFORM, service, size);
    }
  },
  SOCKET_VIRTUAL("java.net.Socket, virtual", "SocketChannel, virtual") {
    @Override
    Server server(Service service, int size) {
      return new SocketServer(Threads.VIRTUAL, service, size);
    }
  },
  ENXIO("jnr-enxio") {
    @Override
    Server server(Service service, int size) {
      return new EnxioServer(service, size);
    }
  },
  NETTY("Netty epoll") {
    @Override
    Server server(Service service, int size) {
      return new NettyServer(service);
    }
  };

  private final String overTcp;
  private final String overUnix;

  Kind(String label) {
    this(label, label);
  }

  Kind(String overTcp, String overUnix) {
    this.overTcp = overTcp;
    this.overUnix = overUnix;
  }

  /** Returns the name for the tables. */
  public String label(Transport transport) {
    return transport == Transport.TCP ? overTcp : overUnix;
  }

  /** Returns whether it takes a JDK that has virtual threads. */
  public boolean virtual() {
    return this == HELD_VIRTUAL || this == SOCKET_VIRTUAL;
  }

  /**
   * Returns a new server.
   *
   * @param size of the buffer of a connection, in bytes
   */
  abstract Server server(Service service, int size);

  private static LibC held() {
    return Holdline.load(LibC.class, "c");
  }
}
