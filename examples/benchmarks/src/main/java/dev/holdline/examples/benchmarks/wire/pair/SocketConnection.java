package dev.holdline.examples.benchmarks.wire.pair;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** A TCP connection of two {@code java.net.Socket}. */
final class SocketConnection implements Connection {
  private final Socket near;
  private final Socket far;
  private final byte[] nearMessage;
  private final byte[] farMessage;

  /**
   * Opens one.
   *
   * @param size of a message, in bytes
   */
  SocketConnection(int size) throws IOException {
    try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      near = new Socket(listener.getInetAddress(), listener.getLocalPort());
      far = listener.accept();
    }
    near.setTcpNoDelay(true);
    far.setTcpNoDelay(true);
    this.nearMessage = new byte[size];
    this.farMessage = new byte[size];
  }

  @Override
  public void ping() throws IOException {
    near.getOutputStream().write(nearMessage);
    receive(near, nearMessage);
  }

  @Override
  public void echo() throws IOException {
    receive(far, farMessage);
    OutputStream out = far.getOutputStream();
    out.write(farMessage);
  }

  @Override
  public void close() throws IOException {
    near.close();
    far.close();
  }

  private static void receive(Socket socket, byte[] message) throws IOException {
    InputStream in = socket.getInputStream();
    int got = in.readNBytes(message, 0, message.length);
    if (got < message.length) {
      throw new IOException("the connection ended after " + got + " bytes");
    }
  }
}
