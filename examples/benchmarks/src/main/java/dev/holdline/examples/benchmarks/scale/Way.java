package dev.holdline.examples.benchmarks.scale;

import dev.holdline.Holdline;
import dev.holdline.examples.benchmarks.Threads;
import dev.holdline.posix.LibC;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** The ways in which a crowd waits. */
enum Way {
  PLAIN("plain recv, platform threads", Threads.PLATFORM) {
    @Override
    Receivers open(LibC plain, int count) {
      return threaded(new LibCInlet(plain, plain, count), count);
    }
  },
  /** Up to {@code holdline.directWaiters} wait by themselves, the others park. */
  HELD_PLATFORM("held, platform threads", Threads.PLATFORM) {
    @Override
    Receivers open(LibC plain, int count) {
      return threaded(new LibCInlet(held(), plain, count), count);
    }
  },
  HELD_VIRTUAL("held, virtual threads", Threads.VIRTUAL) {
    @Override
    Receivers open(LibC plain, int count) {
      return threaded(new LibCInlet(held(), plain, count), count);
    }
  },
  SOCKET_VIRTUAL("java.net.Socket, virtual threads", Threads.VIRTUAL) {
    @Override
    Receivers open(LibC plain, int count) {
      return threaded(new SocketInlet(), count);
    }
  },
  /** Waits for nothing: what a parked thread weighs by itself. */
  BARE_VIRTUAL("parked, virtual threads", Threads.VIRTUAL) {
    @Override
    Receivers open(LibC plain, int count) {
      return threaded(new ParkInlet(count), count);
    }
  },
  ENXIO("jnr-enxio selector, one thread", Threads.PLATFORM) {
    @Override
    Receivers open(LibC plain, int count) throws IOException {
      return new EnxioReceivers(plain);
    }
  };

  private final String label;
  private final Threads threads;

  Way(String label, Threads threads) {
    this.label = label;
    this.threads = threads;
  }

  /** Returns the name for the table. */
  String label() {
    return label;
  }

  /** Returns the near ends of so many connections; none is open yet. */
  abstract Receivers open(LibC plain, int count) throws IOException;

  /** Whether there are connections by which its threads can be woken. */
  boolean connects() {
    return this != BARE_VIRTUAL;
  }

  boolean isAvailable() {
    return threads.areAvailable();
  }

  static List<Way> available() {
    return Arrays.stream(values()).filter(Way::isAvailable).toList();
  }

  private static LibC held() {
    return Holdline.load(LibC.class, "c");
  }

  Receivers threaded(Inlet inlet, int count) {
    return new ThreadedReceivers(threads.factory(), inlet, count);
  }
}
