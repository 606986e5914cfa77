package dev.holdline.examples.benchmarks.simulated;

import dev.holdline.examples.benchmarks.Arrivals;
import dev.holdline.examples.benchmarks.Threads;
import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;

/**
 * Virtual threads that park and do nothing else: what the JDK alone takes to wake one among as many
 * as a {@link World} has receivers. Used by one thread.
 */
final class BareThreads {
  private static final Duration BOUND = Duration.ofMinutes(2);

  private final Thread[] threads;
  private final AtomicIntegerArray told; // 1 for one that is to come
  private final Targets targets;
  private final Arrivals parked = new Arrivals();

  /** Starts them, and returns when all are about to park. */
  BareThreads(int count) {
    threads = new Thread[count];
    told = new AtomicIntegerArray(count);
    targets = new Targets(count);
    ThreadFactory virtual = Threads.VIRTUAL.factory();
    parked.expect(count);
    for (int i = 0; i < count; i++) {
      int number = i;
      threads[i] = virtual.newThread(() -> parkForEver(number));
      threads[i].start();
    }
    parked.await(BOUND);
  }

  private void parkForEver(int number) {
    while (true) {
      parked.arrive();
      while (told.getAndSet(number, 0) == 0) {
        LockSupport.park(this);
      }
    }
  }

  /** Wakes some of them, any, until all of them park again; returns nanoseconds for each. */
  double wake(int count) {
    int[] woken = targets.draw(count);
    parked.expect(count);
    long begin = System.nanoTime();
    for (int number : woken) {
      told.set(number, 1);
      LockSupport.unpark(threads[number]);
    }
    parked.await(BOUND);
    return (double) (System.nanoTime() - begin) / count;
  }
}
