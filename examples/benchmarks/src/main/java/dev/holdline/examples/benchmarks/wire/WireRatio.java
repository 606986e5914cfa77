package dev.holdline.examples.benchmarks.wire;

import dev.holdline.Holdline;
import dev.holdline.examples.benchmarks.figure.Spread;
import dev.holdline.posix.LibC;
import java.util.Arrays;
import java.util.List;
import jnr.ffi.LibraryLoader;

/** The figures of this suite that have a bound, each of which can be taken alone. */
public enum WireRatio {
  PLATFORM_OVER_PLAIN("platform-over-plain") {
    @Override
    Comparison comparison(LibC held, LibC plain) {
      return new Comparison(
          new LibCRoundTrip("held", held, plain, plain, Threads.PLATFORM, SMALL),
          new LibCRoundTrip("plain", plain, plain, plain, Threads.PLATFORM, SMALL));
    }
  },
  PLATFORM_OVER_SOCKET("platform-over-socket") {
    @Override
    Comparison comparison(LibC held, LibC plain) {
      return new Comparison(
          new LibCRoundTrip("held", held, held, plain, Threads.PLATFORM, SMALL),
          new SocketRoundTrip("java.net.Socket", Threads.PLATFORM, SMALL));
    }
  },
  VIRTUAL_OVER_SOCKET("virtual-over-socket-1") {
    @Override
    Comparison comparison(LibC held, LibC plain) {
      return new Comparison(
          new LibCRoundTrip("held", held, held, plain, Threads.VIRTUAL, SMALL),
          new SocketRoundTrip("java.net.Socket", Threads.VIRTUAL, SMALL));
    }
  },
  /** How long plain takes over how long held takes is held's throughput over plain's. */
  STREAMING_OVER_PLAIN("streaming-over-plain") {
    @Override
    Comparison comparison(LibC held, LibC plain) {
      return new Comparison(
          new LibCStream("plain", plain, plain, LARGE), new LibCStream("held", held, plain, LARGE));
    }
  };

  private static final int SMALL = 64;
  private static final int LARGE = 64 * 1024;

  private final String id;

  WireRatio(String id) {
    this.id = id;
  }

  /** Returns those that this JVM can take: virtual threads need JDK 21 or later. */
  public static List<WireRatio> possible() {
    return Arrays.stream(values())
        .filter(ratio -> ratio != VIRTUAL_OVER_SOCKET || Threads.haveVirtual())
        .toList();
  }

  /** Returns the name of the bound. */
  public String id() {
    return id;
  }

  /**
   * Takes the figure, in pairs.
   *
   * @param rounds how many pairs
   * @param operations how many round trips or buffers each time
   */
  public Spread take(int rounds, int operations) throws Exception {
    LibC plain = LibraryLoader.create(LibC.class).load("c");
    LibC held = Holdline.load(LibC.class, "c");
    return comparison(held, plain).timeRatio(rounds, operations);
  }

  abstract Comparison comparison(LibC held, LibC plain);
}
