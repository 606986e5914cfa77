package dev.holdline.examples.benchmarks.wire.pair;

import dev.holdline.examples.benchmarks.Threads;
import dev.holdline.examples.benchmarks.socket.Transport;
import dev.holdline.posix.LibC;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What round trips are compared in, and with what.
 *
 * @param other what held ends are compared with; both its ends are of this kind
 * @param ends how many ends of a connection are held
 * @param threads of both sides
 * @param transport of both sides
 * @param connections so many at once, two threads for each
 * @param life of a connection
 * @param cores what else they do meanwhile
 */
record Setting(
    Other other,
    Ends ends,
    Threads threads,
    Transport transport,
    int connections,
    Life life,
    Cores cores) {
  /** With what held ends are compared. */
  enum Other {
    PLAIN("plain recv"),
    SOCKET("java.net.Socket");

    private final String label;

    Other(String label) {
      this.label = label;
    }
  }

  /** How many ends of a connection are held. */
  enum Ends {
    ONE("one"),
    BOTH("both");

    private final String label;

    Ends(String label) {
      this.label = label;
    }

    String label() {
      return label;
    }
  }

  /** How long a connection stays open. */
  enum Life {
    LONG,
    /** Closed after the messages of one round, so that their first waits are counted, too. */
    OF_ONE_ROUND
  }

  /** What else the cores do. */
  enum Cores {
    NOTHING_ELSE("nothing else"),
    BUSY("busy with other processes");

    private final String label;

    Cores(String label) {
      this.label = label;
    }
  }

  private static final int SIZE = 64;

  /** One connection over TCP, both ends held, over plain {@code recv}. */
  static final Setting OVER_PLAIN = of(Other.PLAIN, Threads.PLATFORM);

  /** One connection of platform threads, both ends held, over {@code java.net.Socket}. */
  static final Setting OVER_SOCKET = of(Other.SOCKET, Threads.PLATFORM);

  /** One connection of virtual threads, both ends held, over {@code java.net.Socket}. */
  static final Setting VIRTUAL_OVER_SOCKET = of(Other.SOCKET, Threads.VIRTUAL);

  private static Setting of(Other other, Threads threads) {
    return new Setting(other, Ends.BOTH, threads, Transport.TCP, 1, Life.LONG, Cores.NOTHING_ELSE);
  }

  Setting withOneEndHeld() {
    return new Setting(other, Ends.ONE, threads, transport, connections, life, cores);
  }

  Setting on(Transport carrier) {
    return new Setting(other, ends, threads, carrier, connections, life, cores);
  }

  Setting times(int many) {
    return new Setting(other, ends, threads, transport, many, life, cores);
  }

  Setting ofOneRound() {
    return new Setting(other, ends, threads, transport, connections, Life.OF_ONE_ROUND, cores);
  }

  Setting onBusyCores() {
    return new Setting(other, ends, threads, transport, connections, life, Cores.BUSY);
  }

  /** Prepares what is compared. */
  Comparison comparison(LibC held, LibC plain) {
    LibC far = ends == Ends.BOTH ? held : plain;
    Connection.Opener compared =
        other == Other.PLAIN ? () -> open(plain, plain, plain) : () -> new SocketConnection(SIZE);
    return new Comparison(work(() -> open(plain, held, far)), work(compared));
  }

  private LibCConnection open(LibC plain, LibC near, LibC far) {
    return transport == Transport.TCP
        ? LibCConnection.tcp(plain, near, far, SIZE)
        : LibCConnection.unix(plain, near, far, SIZE);
  }

  private Workload work(Connection.Opener opener) {
    RoundTrip roundTrip = new RoundTrip(opener, threads, connections);
    return life == Life.LONG ? roundTrip : anew(roundTrip);
  }

  private static Workload anew(RoundTrip roundTrip) {
    return operations -> {
      try (roundTrip) {
        return roundTrip.run(operations);
      }
    };
  }

  /** Returns what the page says of it, by the names of the columns. */
  Map<String, String> labels() {
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put("ends held", ends.label());
    labels.put("threads", threads.label());
    labels.put("over", other.label);
    labels.put("transport", transport.name());
    labels.put("connections", connections + (life == Life.LONG ? "" : " new"));
    labels.put("cores", cores.label);
    return labels;
  }
}
