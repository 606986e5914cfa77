package dev.holdline.examples.benchmarks.simulated;

import java.time.Duration;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How long two threads take to hand a cache line to and fro: how far apart their cores are. On a
 * virtual machine that is the host's doing, and may change from one second to the next; whatever
 * one core wakes on another changes with it. Used by one thread.
 */
final class HandOver {
  private static final int WARM_UP_TRIPS = 50_000; // until it is compiled
  private static final int TRIPS = 20_000;
  private static final int LOOKS_BETWEEN_CLOCKS = 100_000;

  /** Reached where both threads have one core, and each trip is a switch of threads. */
  private static final Duration BOUND = Duration.ofSeconds(2);

  private static final int THERE = 1;
  private static final int BACK = 0;

  private final AtomicInteger place = new AtomicInteger(BACK);
  private final long deadline = System.nanoTime() + BOUND.toNanos();

  private HandOver() {}

  /** Returns nanoseconds for once to and fro; nothing when it took too long to say. */
  static OptionalDouble nanos() throws InterruptedException {
    return new HandOver().measure();
  }

  private OptionalDouble measure() throws InterruptedException {
    Thread other = new Thread(this::sendBack, "hand-over");
    other.setDaemon(true);
    other.start();
    boolean done = send(WARM_UP_TRIPS);
    long begin = System.nanoTime();
    done = done && send(TRIPS);
    long nanos = System.nanoTime() - begin;
    other.join();
    return done ? OptionalDouble.of((double) nanos / TRIPS) : OptionalDouble.empty();
  }

  private boolean send(int trips) {
    for (int i = 0; i < trips; i++) {
      place.set(THERE);
      if (!sees(BACK)) {
        return false;
      }
    }
    return true;
  }

  private void sendBack() {
    for (int i = 0; i < WARM_UP_TRIPS + TRIPS && sees(THERE); i++) {
      place.set(BACK);
    }
  }

  /** Looks until it is at one end; false when the time is over. */
  private boolean sees(int end) {
    for (int looks = 1; place.get() != end; looks++) {
      if (looks % LOOKS_BETWEEN_CLOCKS == 0 && System.nanoTime() - deadline > 0) {
        return false;
      }
    }
    return true;
  }
}
