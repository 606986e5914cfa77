package dev.holdline.examples.benchmarks.wire.pair;

import dev.holdline.Holdline;
import dev.holdline.examples.benchmarks.Threads;
import dev.holdline.examples.benchmarks.figure.Spread;
import dev.holdline.examples.benchmarks.socket.PlainSockets;
import dev.holdline.posix.LibC;
import java.util.Arrays;
import java.util.List;

/** The figures of pairs that the table shows, each of which can be taken alone. */
public enum PairRatio {
  PLATFORM_OVER_PLAIN("platform-over-plain", Threads.PLATFORM, 1) {
    @Override
    Comparison comparison(LibC held, LibC plain) {
      return new Comparison(
          new RoundTrip(() -> new LibCConnection(plain, held, plain, SMALL), Threads.PLATFORM, 1),
          new RoundTrip(() -> new LibCConnection(plain, plain, plain, SMALL), Threads.PLATFORM, 1));
    }
  },
  PLATFORM_OVER_SOCKET("platform-over-socket", Threads.PLATFORM, 1),
  /** How long plain takes over how long held takes is held's throughput over plain's. */
  STREAMING_OVER_PLAIN("streaming-over-plain", Threads.PLATFORM, 1) {
    @Override
    Comparison comparison(LibC held, LibC plain) {
      return new Comparison(
          new LibCStream(plain, plain, LARGE), new LibCStream(held, plain, LARGE));
    }
  },
  VIRTUAL_OVER_SOCKET("virtual-over-socket-1", Threads.VIRTUAL, 1),
  VIRTUAL_OVER_SOCKET_OF_MANY("virtual-over-socket-1000", Threads.VIRTUAL, 1_000),
  /** The same with connections that are closed after a few messages, their first waits included. */
  VIRTUAL_OVER_SOCKET_OF_MANY_NEW("virtual-over-socket-1000-new", Threads.VIRTUAL, 1_000) {
    @Override
    Comparison comparison(LibC held, LibC plain) {
      Comparison many = super.comparison(held, plain);
      return new Comparison(anew(many.first()), anew(many.second()));
    }

    private Workload anew(Workload work) {
      return operations -> {
        try (work) {
          return work.run(operations);
        }
      };
    }
  };

  private static final int SMALL = 64;
  private static final int LARGE = 64 * 1024;

  private final String id;
  private final Threads threads;
  private final int connections;

  PairRatio(String id, Threads threads, int connections) {
    this.id = id;
    this.threads = threads;
    this.connections = connections;
  }

  /** Returns those that this JVM can take: virtual threads need JDK 21 or later. */
  public static List<PairRatio> possible() {
    return Arrays.stream(values()).filter(ratio -> ratio.threads.areAvailable()).toList();
  }

  /** Returns its name in the table of bounds. */
  public String id() {
    return id;
  }

  /** Returns whether it is of many connections, which takes longer. */
  boolean isOfMany() {
    return connections > 1;
  }

  /**
   * Takes the figure.
   *
   * @param rounds how many pairs
   * @param operations how many round trips or buffers each time, over all connections
   */
  public Spread take(int rounds, int operations) throws Exception {
    return take(Holdline.load(LibC.class, "c"), rounds, operations);
  }

  /**
   * Takes the figure with a held library of the caller's.
   *
   * @param rounds how many pairs
   * @param operations how many round trips or buffers each time, over all connections
   */
  public Spread take(LibC held, int rounds, int operations) throws Exception {
    try (Comparison comparison = comparison(held, PlainSockets.libc())) {
      return comparison.timeRatio(rounds, operations);
    }
  }

  /** Prepares what is compared: round trips whose ends are both held, over those of sockets. */
  Comparison comparison(LibC held, LibC plain) {
    return new Comparison(
        new RoundTrip(() -> new LibCConnection(plain, held, held, SMALL), threads, connections),
        new RoundTrip(() -> new SocketConnection(SMALL), threads, connections));
  }
}
