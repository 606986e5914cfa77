package dev.holdline.examples.benchmarks.wire.server;

import dev.holdline.examples.benchmarks.socket.Endpoint;
import java.io.OutputStream;

/** A server as a program. The server in C, {@code server.c}, takes the same words. */
public final class ServerProgram {
  /** What a server says first, before the endpoint it listens on. */
  public static final String LISTENING = "listening ";

  private ServerProgram() {}

  /**
   * Serves until standard input ends, as it does when the parent is gone, however it went.
   *
   * @param arguments the {@link Kind}, the endpoint, the {@link Service}, and the size of a
   *     connection's buffer in bytes
   */
  public static void main(String[] arguments) throws Exception {
    Kind kind = Kind.valueOf(arguments[0]);
    Service service = Service.valueOf(arguments[2]);
    Server server = kind.server(service, Integer.parseInt(arguments[3]));
    System.out.println(LISTENING + server.start(Endpoint.parse(arguments[1])));
    System.in.transferTo(OutputStream.nullOutputStream());
    System.exit(0);
  }
}
