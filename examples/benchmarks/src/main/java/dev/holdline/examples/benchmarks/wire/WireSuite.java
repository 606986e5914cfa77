package dev.holdline.examples.benchmarks.wire;

import dev.holdline.Holdline;
import dev.holdline.examples.benchmarks.Plan;
import dev.holdline.examples.benchmarks.Suite;
import dev.holdline.examples.benchmarks.figure.Journal;
import dev.holdline.posix.LibC;
import jnr.ffi.LibraryLoader;

/** Held against plain libc and against {@code java.net.Socket}, over loopback TCP. */
public final class WireSuite implements Suite {
  private static final int SMALL = 64;
  private static final int LARGE = 64 * 1024;

  @Override
  public String name() {
    return "wire";
  }

  @Override
  public void run(Plan plan, Journal journal) throws Exception {
    int rounds = plan.choose(15, 51);
    int operations = 20_000;
    LibC plain = LibraryLoader.create(LibC.class).load("c");
    LibC held = Holdline.load(LibC.class, "c");
    Comparison platform =
        new Comparison(
            new LibCRoundTrip("held", held, plain, plain, Threads.PLATFORM, SMALL),
            new LibCRoundTrip("plain", plain, plain, plain, Threads.PLATFORM, SMALL));
    journal.headline("platform-over-plain", platform.timeRatio(rounds, operations));
    Comparison sockets =
        new Comparison(
            new LibCRoundTrip("held", held, held, plain, Threads.PLATFORM, SMALL),
            new SocketRoundTrip("java.net.Socket", Threads.PLATFORM, SMALL));
    journal.headline("platform-over-socket", sockets.timeRatio(rounds, operations));
    if (Threads.haveVirtual()) {
      Comparison virtual =
          new Comparison(
              new LibCRoundTrip("held", held, held, plain, Threads.VIRTUAL, SMALL),
              new SocketRoundTrip("java.net.Socket", Threads.VIRTUAL, SMALL));
      journal.headline("virtual-over-socket-1", virtual.timeRatio(rounds, operations));
    }
    Comparison streams =
        new Comparison(
            new LibCStream("plain", plain, plain, LARGE),
            new LibCStream("held", held, plain, LARGE));
    // How long plain takes over how long held takes is held's throughput over plain's.
    journal.headline("streaming-over-plain", streams.timeRatio(rounds, operations));
  }
}
