package dev.holdline.examples.benchmarks.simulated;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The sockets that the simulated epoll has to report, in order. It also takes the time its one
 * reader is away, which is how long the selector works. Thread-safe.
 */
final class ReadyQueue {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final int[] ring;
  private long head; // taken so far
  private long tail; // put so far
  private boolean nudged;
  private long leftNanos; // when the reader last went to work after a nudge, 0 for never
  private long busyNanos; // how long it worked then, 0 while it does

  /**
   * Creates an empty one.
   *
   * @param capacity a socket is never in it twice
   */
  ReadyQueue(int capacity) {
    ring = new int[capacity];
  }

  void put(int[] sockets, int count) {
    lock.lock();
    try {
      for (int i = 0; i < count; i++) {
        ring[(int) (tail++ % ring.length)] = sockets[i];
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits for some, a nudge or the end of the time; returns how many there are. */
  int take(int[] sockets, int timeoutMillis) {
    lock.lock();
    try {
      if (leftNanos != 0) {
        busyNanos = System.nanoTime() - leftNanos;
        leftNanos = 0;
        changed.signalAll();
      }
      awaitSome(timeoutMillis);
      int count = 0;
      while (count < sockets.length && head < tail) {
        sockets[count++] = ring[(int) (head++ % ring.length)];
      }
      return count;
    } finally {
      lock.unlock();
    }
  }

  private void awaitSome(int timeoutMillis) {
    long left = TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
    while (head == tail && !nudged && left > 0) {
      try {
        left = changed.awaitNanos(left);
      } catch (InterruptedException stray) {
        break; // as a signal ends epoll_wait(2), but nobody interrupts the selector
      }
    }
    if (nudged) {
      nudged = false;
      leftNanos = System.nanoTime();
    }
  }

  /** Ends the reader's wait. */
  void nudge() {
    lock.lock();
    try {
      nudged = true;
      busyNanos = 0;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until the reader is back from the work that a nudge sent it to.
   *
   * @throws IllegalStateException when it does not come back in time
   */
  long awaitBusyNanos(long boundNanos) {
    lock.lock();
    try {
      long left = boundNanos;
      while (busyNanos == 0) {
        if (left <= 0) {
          throw new IllegalStateException("the selector is not back after " + boundNanos + " ns");
        }
        left = changed.awaitNanos(left);
      }
      return busyNanos;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", interrupted);
    } finally {
      lock.unlock();
    }
  }
}
