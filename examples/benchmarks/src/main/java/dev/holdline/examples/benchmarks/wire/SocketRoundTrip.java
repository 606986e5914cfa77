package dev.holdline.examples.benchmarks.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Messages back and forth through {@code java.net.Socket}. */
record SocketRoundTrip(String name, Threads threads, int size) implements Contender {
  @Override
  public double run(int operations) throws Exception {
    try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket near = new Socket(listener.getInetAddress(), listener.getLocalPort());
        Socket far = listener.accept()) {
      near.setTcpNoDelay(true);
      far.setTcpNoDelay(true);
      Thread echo = threads.factory().newThread(() -> echo(far, operations));
      long[] nanos = new long[1];
      Thread client = threads.factory().newThread(() -> nanos[0] = ping(near, operations));
      echo.start();
      client.start();
      client.join();
      echo.join();
      return (double) nanos[0] / operations;
    }
  }

  private long ping(Socket socket, int operations) {
    try {
      InputStream in = socket.getInputStream();
      OutputStream out = socket.getOutputStream();
      byte[] message = new byte[size];
      long start = System.nanoTime();
      for (int i = 0; i < operations; i++) {
        out.write(message);
        in.readNBytes(message, 0, size);
      }
      return System.nanoTime() - start;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private void echo(Socket socket, int operations) {
    try {
      InputStream in = socket.getInputStream();
      OutputStream out = socket.getOutputStream();
      byte[] message = new byte[size];
      for (int i = 0; i < operations; i++) {
        in.readNBytes(message, 0, size);
        out.write(message);
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
