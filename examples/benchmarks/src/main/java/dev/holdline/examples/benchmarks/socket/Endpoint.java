package dev.holdline.examples.benchmarks.socket;

import dev.holdline.posix.Sockaddr;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Where a server listens. Its text is {@code tcp:PORT}, on the loopback interface, or {@code
 * unix:PATH}, which all the programs of the measurement understand.
 */
public sealed interface Endpoint {
  /** The port 0 stands for one that the kernel chooses. */
  Endpoint ANY_PORT = new Tcp(0);

  /**
   * Reads the text.
   *
   * @throws IllegalArgumentException when it is neither {@code tcp:PORT} nor {@code unix:PATH}
   */
  static Endpoint parse(String text) {
    if (text.startsWith("tcp:")) {
      return new Tcp(Integer.parseInt(text.substring("tcp:".length())));
    }
    if (text.startsWith("unix:")) {
      return new Unix(Path.of(text.substring("unix:".length())));
    }
    throw new IllegalArgumentException("'" + text + "': expected tcp:PORT or unix:PATH");
  }

  /** Returns the address as Java's sockets take it. */
  SocketAddress address();

  /** Returns the address as {@code connect(2)} takes it. */
  byte[] sockaddr();

  /** A port of 127.0.0.1. */
  record Tcp(int port) implements Endpoint {
    @Override
    public SocketAddress address() {
      return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    @Override
    public byte[] sockaddr() {
      return Sockaddr.in("127.0.0.1", port);
    }

    @Override
    public String toString() {
      return "tcp:" + port;
    }
  }

  /** A socket in the file system. */
  record Unix(Path path) implements Endpoint {
    private static final int LONGEST = 107; // bytes, see unix(7)

    @Override
    public SocketAddress address() {
      return UnixDomainSocketAddress.of(path);
    }

    @Override
    public byte[] sockaddr() {
      int length = path.toString().getBytes(StandardCharsets.UTF_8).length;
      if (length > LONGEST) {
        throw new IllegalArgumentException(
            path + " has " + length + " bytes, of at most 107: set java.io.tmpdir to less");
      }
      return Sockaddr.un(path.toString());
    }

    @Override
    public String toString() {
      return "unix:" + path;
    }
  }
}
