package dev.holdline.examples.benchmarks;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Tells one thread when the last of many arrived. A latch that can be used again, and that takes
 * the time in the arriving thread: how long the asking thread takes to wake up does not count. Not
 * a {@code CountDownLatch}: the next subclass of its base that is loaded would undo the compiled
 * code of every parked thread that counted.
 */
public final class Arrivals {
  private final AtomicInteger missing = new AtomicInteger();
  private volatile long lastNanos;
  private volatile boolean complete;
  private @Nullable Thread asker; // published by missing

  /** Begins anew: so many are to arrive. Not while others may still arrive. */
  public void expect(int count) {
    asker = Thread.currentThread();
    complete = false;
    missing.set(count);
  }

  /** One arrived. */
  public void arrive() {
    arrive(1);
  }

  /** Several arrived at once. */
  public void arrive(int count) {
    long now = System.nanoTime();
    if (missing.addAndGet(-count) == 0) {
      lastNanos = now;
      complete = true;
      LockSupport.unpark(asker);
    }
  }

  /**
   * Waits for the last one; returns when it arrived, by {@link System#nanoTime()}.
   *
   * @throws IllegalStateException when it does not come in time
   */
  public long await(Duration bound) {
    long deadline = System.nanoTime() + bound.toNanos();
    while (!complete) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        throw new IllegalStateException(missing.get() + " did not arrive within " + bound);
      }
      LockSupport.parkNanos(this, left);
    }
    return lastNanos;
  }
}
