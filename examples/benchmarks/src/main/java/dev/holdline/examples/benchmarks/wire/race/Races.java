package dev.holdline.examples.benchmarks.wire.race;

import dev.holdline.examples.benchmarks.figure.Figure;
import dev.holdline.examples.benchmarks.figure.Journal;
import dev.holdline.examples.benchmarks.figure.Spread;
import dev.holdline.examples.benchmarks.socket.Transport;
import dev.holdline.examples.benchmarks.wire.server.Kind;
import dev.holdline.examples.benchmarks.wire.server.Service;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * All contenders as servers, on every wire of a program, under the same load generator.
 *
 * <p>Three figures of a server: how many requests a second it answers when every connection has one
 * on the way (closed loop), with the processor time that its process used for one; how long it
 * takes to answer at a fixed rate, half of what the slowest contender can take (open loop); and how
 * fast it swallows a stream. The generator uses a processor of its own: where it is the slower one,
 * the processor time still tells servers apart.
 *
 * <p>The figure that has a bound is the ratio of requests a second of two servers with 1,000
 * connections: held on virtual threads, over Netty.
 */
public final class Races {
  private static final int MANY = 1000;
  private static final String OPEN_LOOP = "open loop";

  private final String suite;
  private final Program program;
  private final Journal journal;

  /**
   * Prepares them.
   *
   * @param suite under whose name figures are taken down
   */
  public Races(String suite, Program program, Journal journal) {
    this.suite = suite;
    this.program = program;
    this.journal = journal;
  }

  /** Takes the measurements of all contenders that this machine can start. */
  public void run() throws IOException, InterruptedException {
    try (TemporaryFolder folder = TemporaryFolder.create()) {
      run(Contender.all(folder.path(), journal), folder.path());
    }
  }

  /** Takes the measurements of some contenders. */
  void run(List<Contender> contenders, Path folder) throws IOException, InterruptedException {
    try (Generator generator = Generator.start()) {
      for (Program.Heat heat : program.heats()) {
        echo(generator, contenders, heat, folder);
      }
      for (Wire wire : program.streams()) {
        stream(generator, contenders, wire, folder);
      }
    }
  }

  private void echo(Generator generator, List<Contender> contenders, Program.Heat heat, Path folder)
      throws IOException, InterruptedException {
    Wire wire = heat.wire();
    if (wire.transport() == Transport.UNIX) {
      journal.progress("java.net.Socket has no UNIX sockets: there it is a blocking SocketChannel");
    }
    try (Fleet fleet = Fleet.start(contenders, wire, Service.ECHO, folder)) {
      Race race = new Race(generator, fleet, program);
      for (int connections : heat.connections()) {
        journal.progress(
            String.format("%s, %s, %d connections", wire.transport(), wire.message(), connections));
        race.connect(wire.size(), connections);
        Samples closed = race.closed();
        record(new Results(wire, connections, "closed loop", closed));
        double rate = Race.rate(closed);
        journal.add(
            new Figure(
                suite, wire.labels("all", connections, OPEN_LOOP), "rate", "1/s", Spread.of(rate)));
        record(new Results(wire, connections, OPEN_LOOP, race.open(rate)));
        race.disconnect();
        overNetty(wire, connections, closed);
      }
    }
  }

  private void stream(Generator generator, List<Contender> contenders, Wire wire, Path folder)
      throws IOException, InterruptedException {
    journal.progress(String.format("%s, stream of %s", wire.transport(), wire.message()));
    try (Fleet fleet = Fleet.start(contenders, wire, Service.SINK, folder)) {
      Samples samples = new Race(generator, fleet, program).stream(wire.size());
      record(new Results(wire, 1, "stream", samples));
    }
  }

  private void record(Results results) {
    results.record(suite, journal);
  }

  private void overNetty(Wire wire, int connections, Samples closed) {
    boolean bounded = wire.equals(Program.TCP) && connections == MANY;
    String held = Kind.HELD_VIRTUAL.label(wire.transport());
    if (bounded && closed.contenders().contains(held)) {
      String netty = Kind.NETTY.label(wire.transport());
      journal.headline("virtual-over-netty-1000", closed.ratio(held, netty, Metric.REQUESTS));
    }
  }
}
