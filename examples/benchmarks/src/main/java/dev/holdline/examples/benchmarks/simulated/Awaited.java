package dev.holdline.examples.benchmarks.simulated;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Something that happens a number of times, for one thread that waits for the last of them. Not a
 * {@code CountDownLatch}: the next subclass of its base that is loaded would undo the compiled code
 * of every parked thread that counted.
 */
final class Awaited {
  private final String what;
  private final AtomicInteger missing = new AtomicInteger();
  private volatile @Nullable Thread awaiter;

  /**
   * Creates one of which nothing is expected.
   *
   * @param what happens, for messages
   */
  Awaited(String what) {
    this.what = what;
  }

  /** From now on so many are to come, which the caller waits for. */
  void expect(int count) {
    awaiter = Thread.currentThread();
    missing.set(count);
  }

  /** One has come; more than are expected do no harm. */
  void come() {
    if (missing.decrementAndGet() == 0) {
      LockSupport.unpark(awaiter);
    }
  }

  /**
   * Waits for the last one.
   *
   * @throws IllegalStateException when it does not come in time
   */
  void await(long boundNanos) {
    long deadline = System.nanoTime() + boundNanos;
    while (missing.get() > 0) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        throw new IllegalStateException(what + ": " + missing.get() + " are missing in time");
      }
      LockSupport.parkNanos(this, left);
    }
  }
}
