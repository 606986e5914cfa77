package dev.holdline.examples.benchmarks.wire.pair;

import dev.holdline.Holdline;
import dev.holdline.examples.benchmarks.Plan;
import dev.holdline.examples.benchmarks.Threads;
import dev.holdline.examples.benchmarks.figure.Journal;
import dev.holdline.examples.benchmarks.wire.socket.PlainSockets;
import dev.holdline.posix.LibC;

/**
 * The comparisons whose figures have bounds, over loopback TCP. Against plain {@code recv} one end
 * is held and the other one plain, so that the figure is the cost of holding one descriptor; in the
 * other ones both ends are of the contender's kind, with 1,000 connections, too.
 */
public final class Pairs {
  private static final int SMALL = 64;
  private static final int LARGE = 64 * 1024;
  private static final int OPERATIONS = 10_000;
  private static final int MANY = 1000;
  private static final int MANY_OPERATIONS = 40_000;

  private final LibC plain = PlainSockets.libc();
  private final LibC held = Holdline.load(LibC.class, "c");
  private final int rounds;
  private final int manyRounds;
  private final Journal journal;

  /** Prepares them. */
  public Pairs(Plan plan, Journal journal) {
    this.rounds = plan.choose(15, 51);
    this.manyRounds = plan.choose(5, 31);
    this.journal = journal;
  }

  /** Takes the measurements. */
  public void run() throws Exception {
    journal.progress("Both ends in one process, " + rounds + " rounds");
    headline(
        "platform-over-plain",
        new Comparison(
            new RoundTrip(() -> new LibCConnection(plain, held, plain, SMALL), Threads.PLATFORM, 1),
            new RoundTrip(
                () -> new LibCConnection(plain, plain, plain, SMALL), Threads.PLATFORM, 1)));
    headline("platform-over-socket", overSocket(Threads.PLATFORM, 1));
    // How long plain takes over how long held takes is held's throughput over plain's.
    headline(
        "streaming-over-plain",
        new Comparison(new LibCStream(plain, plain, LARGE), new LibCStream(held, plain, LARGE)));
    if (Threads.haveVirtual()) {
      headline("virtual-over-socket-1", overSocket(Threads.VIRTUAL, 1));
      journal.headline(
          "virtual-over-socket-1000",
          overSocket(Threads.VIRTUAL, MANY).timeRatio(manyRounds, MANY_OPERATIONS));
    } else {
      journal.progress("Virtual threads are left out: they need JDK 21 or later");
    }
  }

  private void headline(String id, Comparison comparison) throws Exception {
    journal.headline(id, comparison.timeRatio(rounds, OPERATIONS));
  }

  private Comparison overSocket(Threads threads, int connections) {
    return new Comparison(
        new RoundTrip(() -> new LibCConnection(plain, held, held, SMALL), threads, connections),
        new RoundTrip(() -> new SocketConnection(SMALL), threads, connections));
  }
}
