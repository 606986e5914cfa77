package dev.holdline.examples.benchmarks.scale;

import dev.holdline.examples.benchmarks.socket.Endpoint;
import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/** Reads of {@code java.net.Socket}. */
final class SocketInlet implements Inlet {
  private final List<Socket> sockets = new ArrayList<>();

  @Override
  public void connect(int index, Endpoint endpoint) throws IOException {
    Socket socket = new Socket();
    sockets.add(socket);
    socket.connect(endpoint.address());
  }

  @Override
  public boolean receive(int index, byte[] buffer) {
    try {
      return sockets.get(index).getInputStream().read(buffer, 0, 1) == 1;
    } catch (IOException reset) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
