package dev.holdline.examples.mqtt;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HexFormat;

/** The other end of one connection, which says exactly what a test tells it to. */
final class ScriptedPeer implements AutoCloseable {
  static final byte[] LOOPBACK = {127, 0, 0, 1};

  private static final int TIMEOUT_MILLIS = 5_000;

  private final ServerSocket listener;
  private Socket connection = new Socket();

  ScriptedPeer() throws IOException {
    listener = new ServerSocket(0, 1, InetAddress.getByAddress(LOOPBACK));
    listener.setSoTimeout(TIMEOUT_MILLIS);
  }

  int port() {
    return listener.getLocalPort();
  }

  void accept() throws IOException {
    connection = listener.accept();
    connection.setSoTimeout(TIMEOUT_MILLIS);
    connection.setTcpNoDelay(true);
  }

  /** Reads one packet of at most 127 bytes and returns it in hexadecimal. */
  String read() throws IOException {
    InputStream in = connection.getInputStream();
    byte[] header = in.readNBytes(2);
    HexFormat hex = HexFormat.of();
    return header.length < 2
        ? "end"
        : hex.formatHex(header) + hex.formatHex(in.readNBytes(header[1]));
  }

  void write(String hex) throws IOException {
    connection.getOutputStream().write(HexFormat.of().parseHex(hex));
    connection.getOutputStream().flush();
  }

  void hangUp() throws IOException {
    connection.close();
  }

  @Override
  public void close() throws IOException {
    connection.close();
    listener.close();
  }
}
