package dev.holdline.examples.benchmarks.wire.load;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdline.examples.benchmarks.socket.Endpoint;
import dev.holdline.examples.benchmarks.socket.PlainSockets;
import dev.holdline.posix.LibC;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** The load generator: reads {@link Order}s, and answers each with a {@link Report}. */
public final class LoadProgram {
  private final LibC libc = PlainSockets.libc();
  private final Map<String, Connections> byEndpoint = new HashMap<>();

  private LoadProgram() {}

  /** Obeys until standard input ends; an order that fails ends it with the reason. */
  public static void main(String[] none) throws IOException {
    Prctl.wakeOnTime();
    LoadProgram program = new LoadProgram();
    ObjectMapper json = new ObjectMapper();
    BufferedReader orders =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = orders.readLine(); line != null; line = orders.readLine()) {
      Report report = program.obey(json.readValue(line, Order.class));
      System.out.println(json.writeValueAsString(report));
    }
  }

  private Report obey(Order order) {
    Duration duration = Duration.ofMillis(order.millis());
    return switch (order.action()) {
      case CONNECT -> {
        Endpoint endpoint = Endpoint.parse(order.endpoint());
        byEndpoint.put(
            order.endpoint(), new Connections(libc, endpoint, order.size(), order.connections()));
        yield Report.of(0, 0);
      }
      case CLOSED -> ClosedLoop.run(connections(order), duration);
      case OPEN -> OpenLoop.run(connections(order), order.perSecond(), duration);
      case DISCONNECT -> {
        connections(order).close();
        byEndpoint.remove(order.endpoint());
        yield Report.of(0, 0);
      }
      case STREAM -> Stream.run(libc, Endpoint.parse(order.endpoint()), order.size(), duration);
    };
  }

  private Connections connections(Order order) {
    Connections connections = byEndpoint.get(order.endpoint());
    if (connections == null) {
      throw new IllegalArgumentException(order + ": connect to " + order.endpoint() + " first");
    }
    return connections;
  }
}
