package dev.holdline.examples.benchmarks.wire.race;

import dev.holdline.examples.benchmarks.Threads;
import dev.holdline.examples.benchmarks.child.JavaCommand;
import dev.holdline.examples.benchmarks.figure.Journal;
import dev.holdline.examples.benchmarks.socket.Transport;
import dev.holdline.examples.benchmarks.wire.server.Kind;
import dev.holdline.examples.benchmarks.wire.server.ServerProgram;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A server that is compared.
 *
 * @param overTcp its name in the tables
 * @param overUnix the same for UNIX sockets
 * @param command that starts it, with endpoint, service and buffer size to be added
 */
record Contender(String overTcp, String overUnix, List<String> command) {
  /** The one that the others are measured against. */
  static final String REFERENCE = Kind.PLAIN.label(Transport.TCP);

  /** Of all JVMs of a race, the load generator's, too: nine of them share the machine. */
  static final List<String> JVM_OPTIONS = List.of("-Xmx512m");

  private static final String C = "C program";

  /** Returns its name in the tables. */
  String name(Transport transport) {
    return transport == Transport.TCP ? overTcp : overUnix;
  }

  /**
   * Returns all that this machine can start; the journal is told of the others.
   *
   * @param folder for what has to be compiled
   */
  static List<Contender> all(Path folder, Journal journal)
      throws IOException, InterruptedException {
    List<Contender> contenders = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      if (kind.virtual() && !Threads.haveVirtual()) {
        journal.progress(
            kind.label(Transport.TCP) + " is left out: virtual threads need JDK 21 or later");
      } else {
        contenders.add(
            new Contender(
                kind.label(Transport.TCP),
                kind.label(Transport.UNIX),
                JavaCommand.of(JVM_OPTIONS, ServerProgram.class, kind.name())));
      }
    }
    Optional<Path> compiled = CompiledServer.compile(folder);
    if (compiled.isPresent()) {
      contenders.add(new Contender(C, C, List.of(compiled.get().toString())));
    } else {
      journal.progress(C + " is left out: install gcc and libc6-dev");
    }
    return contenders;
  }
}
