package dev.holdline.examples.benchmarks;

import dev.holdline.Holdline;
import dev.holdline.posix.LibC;
import java.util.ArrayList;
import java.util.List;
import jnr.ffi.LibraryLoader;

/** Held against plain libc and against {@code java.net.Socket}, over loopback TCP. */
public final class Benchmarks {
  private static final int SMALL = 64;
  private static final int LARGE = 64 * 1024;

  private Benchmarks() {}

  private static int count(String[] arguments, int index, int otherwise) {
    if (arguments.length <= index) {
      return otherwise;
    }
    if (!arguments[index].matches("[1-9][0-9]{0,8}") || arguments.length > 2) {
      System.err.println(
          "benchmarks: '" + String.join(" ", arguments) + "': expected [ROUNDS [OPERATIONS]]");
      System.exit(2);
    }
    return Integer.parseInt(arguments[index]);
  }

  /**
   * Prints the ratios.
   *
   * @param arguments {@code [ROUNDS [OPERATIONS]]}
   */
  public static void main(String[] arguments) throws Exception {
    int rounds = count(arguments, 0, 15);
    int operations = count(arguments, 1, 20_000);
    LibC plain = LibraryLoader.create(LibC.class).load("c");
    LibC held = Holdline.load(LibC.class, "c");
    System.out.printf(
        "JDK %s, %d rounds of %d round trips, interleaved; medians%n",
        java.lang.Runtime.version(), rounds, operations);
    List<Comparison> comparisons = new ArrayList<>();
    comparisons.add(
        new Comparison(
            new LibCRoundTrip("held, platform, 64 B", held, plain, plain, Threads.PLATFORM, SMALL),
            new LibCRoundTrip("plain recv, platform", plain, plain, plain, Threads.PLATFORM, SMALL),
            1.25));
    comparisons.add(
        new Comparison(
            new LibCRoundTrip(
                "held at both ends, platform, 64 B", held, held, plain, Threads.PLATFORM, SMALL),
            new LibCRoundTrip("plain recv, platform", plain, plain, plain, Threads.PLATFORM, SMALL),
            Comparison.UNBOUNDED));
    if (Threads.haveVirtual()) {
      comparisons.add(
          new Comparison(
              new LibCRoundTrip(
                  "held at both ends, virtual, 64 B", held, held, plain, Threads.VIRTUAL, SMALL),
              new SocketRoundTrip("java.net.Socket, virtual", Threads.VIRTUAL, SMALL),
              1.0));
    }
    comparisons.add(
        new Comparison(
            new LibCStream("held, platform, 64 KiB streaming", held, plain, LARGE),
            new LibCStream("plain recv, platform, streaming", plain, plain, LARGE),
            1 / 0.93));
    boolean all = true;
    for (Comparison comparison : comparisons) {
      all &= comparison.run(rounds, operations);
    }
    System.exit(all ? 0 : 1);
  }
}
