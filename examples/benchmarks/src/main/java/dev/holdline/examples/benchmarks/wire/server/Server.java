package dev.holdline.examples.benchmarks.wire.server;

import dev.holdline.examples.benchmarks.socket.Endpoint;
import java.io.IOException;

/** A server that runs as long as its process does. */
interface Server {
  /**
   * Begins to listen and to serve, on daemon threads.
   *
   * @param wanted where to listen
   * @return where it listens: with the port, if the wanted one was 0
   */
  Endpoint start(Endpoint wanted) throws IOException;
}
