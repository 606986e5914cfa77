package dev.holdline.examples.benchmarks.wire.race;

import dev.holdline.examples.benchmarks.child.Child;
import dev.holdline.examples.benchmarks.socket.Endpoint;
import dev.holdline.examples.benchmarks.socket.Transport;
import dev.holdline.examples.benchmarks.wire.server.ServerProgram;
import dev.holdline.examples.benchmarks.wire.server.Service;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The servers of all contenders on one wire, each a process of its own. */
final class Fleet implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofSeconds(60);

  /** One of them. */
  record Ship(String name, Child child, String endpoint) {}

  private final List<Child> children = new ArrayList<>();
  private final List<Ship> ships = new ArrayList<>();

  private Fleet() {}

  /**
   * Starts them and waits until all listen.
   *
   * @param folder for UNIX sockets
   */
  static Fleet start(List<Contender> contenders, Wire wire, Service service, Path folder)
      throws IOException, InterruptedException {
    Fleet fleet = new Fleet();
    try {
      for (Contender contender : contenders) {
        fleet.launch(contender, wire, service, folder);
      }
      for (int i = 0; i < contenders.size(); i++) {
        fleet.welcome(contenders.get(i).name(wire.transport()), fleet.children.get(i));
      }
      return fleet;
    } catch (IOException | InterruptedException | RuntimeException failed) {
      fleet.close();
      throw failed;
    }
  }

  private void launch(Contender contender, Wire wire, Service service, Path folder)
      throws IOException {
    Endpoint wanted =
        wire.transport() == Transport.TCP
            ? Endpoint.ANY_PORT
            : new Endpoint.Unix(
                folder.resolve(children.size() + "-" + wire.size() + "-" + service));
    List<String> command = new ArrayList<>(contender.command());
    command.add(wanted.toString());
    command.add(service.name());
    command.add(Integer.toString(wire.size()));
    children.add(Child.start(contender.name(wire.transport()), command));
  }

  private void welcome(String name, Child child) throws InterruptedException {
    String line = child.readLine(START_LIMIT);
    if (!line.startsWith(ServerProgram.LISTENING)) {
      throw new IllegalStateException(name + " said '" + line + "' instead of where it listens");
    }
    ships.add(new Ship(name, child, line.substring(ServerProgram.LISTENING.length())));
  }

  /** Returns them in the order of the contenders. */
  List<Ship> ships() {
    return ships;
  }

  @Override
  public void close() {
    children.forEach(Child::close);
  }
}
