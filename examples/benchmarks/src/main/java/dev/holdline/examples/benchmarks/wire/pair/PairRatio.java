package dev.holdline.examples.benchmarks.wire.pair;

import dev.holdline.Holdline;
import dev.holdline.examples.benchmarks.figure.Spread;
import dev.holdline.examples.benchmarks.socket.PlainSockets;
import dev.holdline.examples.benchmarks.socket.Transport;
import dev.holdline.posix.LibC;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The figures of pairs that the table shows, each of which can be taken alone. */
public enum PairRatio {
  PLATFORM_OVER_PLAIN("platform-over-plain", Setting.OVER_PLAIN.withOneEndHeld()),
  BOTH_ENDS_TCP("both-ends-tcp", Setting.OVER_PLAIN),
  BOTH_ENDS_TCP_BUSY("both-ends-tcp-busy", Setting.OVER_PLAIN.onBusyCores()),
  BOTH_ENDS_TCP_100("both-ends-tcp-100", Setting.OVER_PLAIN.times(100)),
  BOTH_ENDS_TCP_500("both-ends-tcp-500", Setting.OVER_PLAIN.times(500)),
  BOTH_ENDS_UNIX("both-ends-unix", Setting.OVER_PLAIN.on(Transport.UNIX)),
  BOTH_ENDS_UNIX_BUSY("both-ends-unix-busy", Setting.OVER_PLAIN.on(Transport.UNIX).onBusyCores()),
  BOTH_ENDS_UNIX_100("both-ends-unix-100", Setting.OVER_PLAIN.on(Transport.UNIX).times(100)),
  BOTH_ENDS_UNIX_500("both-ends-unix-500", Setting.OVER_PLAIN.on(Transport.UNIX).times(500)),
  PLATFORM_OVER_SOCKET("platform-over-socket", Setting.OVER_SOCKET),
  STREAMING_OVER_PLAIN("streaming-over-plain", Setting.OVER_PLAIN) {
    @Override
    Comparison comparison(LibC held, LibC plain) {
      return new Comparison(
          new LibCStream(held, plain, LARGE), new LibCStream(plain, plain, LARGE));
    }

    @Override
    Spread ratio(Turns turns) {
      return turns.throughputRatio();
    }

    @Override
    String message() {
      return "64 KiB, streaming";
    }
  },
  VIRTUAL_OVER_SOCKET("virtual-over-socket-1", Setting.VIRTUAL_OVER_SOCKET),
  VIRTUAL_OVER_SOCKET_OF_MANY("virtual-over-socket-1000", Setting.VIRTUAL_OVER_SOCKET.times(1_000)),
  VIRTUAL_OVER_SOCKET_OF_500_NEW(
      "virtual-over-socket-500-new", Setting.VIRTUAL_OVER_SOCKET.times(500).ofOneRound()),
  VIRTUAL_OVER_SOCKET_OF_MANY_NEW(
      "virtual-over-socket-1000-new", Setting.VIRTUAL_OVER_SOCKET.times(1_000).ofOneRound());

  private static final int LARGE = 64 * 1024;

  private final String id;

  @SuppressWarnings("ImmutableEnumChecker") // a record of enums and a number
  private final Setting setting;

  PairRatio(String id, Setting setting) {
    this.id = id;
    this.setting = setting;
  }

  /** Returns those that this JVM can take: virtual threads need JDK 21 or later. */
  public static List<PairRatio> possible() {
    return Arrays.stream(values()).filter(ratio -> ratio.setting.threads().areAvailable()).toList();
  }

  /** Returns its name in the table of bounds. */
  public String id() {
    return id;
  }

  Setting setting() {
    return setting;
  }

  /** Returns whether it is of many connections, which takes longer. */
  boolean isOfMany() {
    return setting.connections() > 1;
  }

  /**
   * Takes the figure with a held library of the caller's.
   *
   * @param rounds how many pairs
   * @param operations how many round trips or buffers each time, over all connections
   */
  public Spread take(LibC held, int rounds, int operations) throws Exception {
    return ratio(turns(held, rounds, operations));
  }

  /** Takes all that its figures are made of. */
  Turns turns(int rounds, int operations) throws Exception {
    return turns(Holdline.load(LibC.class, "c"), rounds, operations);
  }

  private Turns turns(LibC held, int rounds, int operations) throws Exception {
    try (Comparison comparison = comparison(held, PlainSockets.libc())) {
      if (setting.cores() == Setting.Cores.NOTHING_ELSE) {
        return comparison.inTurn(rounds, operations);
      }
      BusyCores cores = BusyCores.start();
      try {
        return comparison.inTurn(rounds, operations);
      } finally {
        cores.close();
      }
    }
  }

  /** Prepares what is compared. */
  Comparison comparison(LibC held, LibC plain) {
    return setting.comparison(held, plain);
  }

  /** Returns what the table shows of it. */
  Spread ratio(Turns turns) {
    return turns.timeRatio();
  }

  String message() {
    return "64 B, there and back";
  }

  /** Returns what the page says of it, by the names of the columns. */
  Map<String, String> labels() {
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put("message", message());
    labels.putAll(setting.labels());
    return labels;
  }
}
