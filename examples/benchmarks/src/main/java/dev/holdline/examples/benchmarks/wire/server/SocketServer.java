package dev.holdline.examples.benchmarks.wire.server;

import dev.holdline.examples.benchmarks.Threads;
import dev.holdline.examples.benchmarks.socket.Endpoint;
import dev.holdline.examples.benchmarks.socket.PlainSockets;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.ThreadFactory;

/**
 * A thread for each connection on Java's own sockets: {@code java.net.Socket} over TCP. It has no
 * UNIX sockets; there a blocking {@link SocketChannel} takes its place.
 */
final class SocketServer implements Server {
  private final ThreadFactory threads;
  private final Service service;
  private final int size;

  SocketServer(Threads threads, Service service, int size) {
    this.threads = threads.factory();
    this.service = service;
    this.size = size;
  }

  @Override
  public Endpoint start(Endpoint wanted) throws IOException {
    if (wanted instanceof Endpoint.Unix) {
      ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      listener.bind(wanted.address(), PlainSockets.BACKLOG);
      acceptAll(
          () -> {
            SocketChannel channel = listener.accept();
            return () -> serve(channel);
          });
      return wanted;
    }
    InetSocketAddress address = (InetSocketAddress) wanted.address();
    ServerSocket listener =
        new ServerSocket(address.getPort(), PlainSockets.BACKLOG, address.getAddress());
    acceptAll(
        () -> {
          Socket socket = listener.accept();
          socket.setTcpNoDelay(true);
          return () -> serve(socket);
        });
    return new Endpoint.Tcp(listener.getLocalPort());
  }

  /** Something that may fail as sockets do. */
  private interface Step<T> {
    T run() throws IOException;
  }

  /** What a connection's thread does. */
  private interface Session {
    void run() throws IOException;
  }

  private void acceptAll(Step<Session> accept) {
    Runnable loop =
        () -> {
          while (true) {
            try {
              Session session = accept.run();
              threads.newThread(() -> run(session)).start();
            } catch (IOException failed) {
              throw new UncheckedIOException(failed);
            }
          }
        };
    Threads.PLATFORM.factory().newThread(loop).start();
  }

  private static void run(Session session) {
    try {
      session.run();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private void serve(Socket socket) throws IOException {
    try (socket) {
      InputStream in = socket.getInputStream();
      OutputStream out = socket.getOutputStream();
      byte[] buffer = new byte[size];
      for (int got = in.read(buffer); got > 0; got = in.read(buffer)) {
        if (service == Service.ECHO) {
          out.write(buffer, 0, got);
        }
      }
    }
  }

  private void serve(SocketChannel channel) throws IOException {
    try (channel) {
      ByteBuffer buffer = ByteBuffer.allocateDirect(size);
      while (channel.read(buffer) > 0) {
        buffer.flip();
        if (service == Service.ECHO) {
          channel.write(buffer); // a blocking channel writes all of it
        }
        buffer.clear();
      }
    }
  }
}
