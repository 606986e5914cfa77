package dev.holdline.wait;

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The way of calls into the original function, and of a close past them. Once a close has begun
 * nobody enters, and the closer waits for those inside: so no held call runs on a number that the
 * kernel has given to somebody else. Thread-safe.
 */
final class Passage {
  private static final int CLOSING = 1 << 31;
  private static final int RELEASING = 1 << 30;
  private static final int RETIRED = 1 << 29;
  private static final int INSIDE = RETIRED - 1;

  private static final AtomicIntegerFieldUpdater<Passage> STATE =
      AtomicIntegerFieldUpdater.newUpdater(Passage.class, "state");

  /** Three marks and the number of calls inside. */
  private volatile int state;

  private volatile @Nullable Thread closer;

  /** Counts a call in; false when a close has begun: the call is not to be made. */
  boolean enter() {
    int seen;
    do {
      seen = state;
      if (seen < 0) {
        return false;
      }
    } while (!STATE.compareAndSet(this, seen, seen + 1));
    return true;
  }

  void exit() {
    if ((STATE.decrementAndGet(this) & (CLOSING | INSIDE)) == CLOSING) {
      wakeCloser();
    }
  }

  /** Marks the begin of a close; false when there was one already. */
  boolean beginClose() {
    boolean first = STATE.getAndUpdate(this, seen -> seen | CLOSING) >= 0;
    if (first) {
      closer = Thread.currentThread(); // then look at the state: who leaves later sees the closer
    }
    return first;
  }

  /** Takes the descriptor out of use when nobody is inside: its callers ask for a new one. */
  boolean retire() {
    return STATE.compareAndSet(this, 0, CLOSING | RETIRED);
  }

  /** Takes the descriptor out of use whoever is inside; false when it was closed or retired. */
  boolean beginRenewal() {
    return STATE.getAndUpdate(this, seen -> seen < 0 ? seen : seen | CLOSING | RETIRED) >= 0;
  }

  boolean isRetired() {
    return (state & RETIRED) != 0;
  }

  boolean isClosing() {
    return state < 0;
  }

  /** Marks that the kernel is about to free the number: from now on it may have a new owner. */
  void beginRelease() {
    STATE.getAndUpdate(this, seen -> seen | RELEASING);
  }

  boolean isReleasing() {
    return (state & RELEASING) != 0;
  }

  void waitersLeft() {
    if (isClosing()) {
      wakeCloser();
    }
  }

  private void wakeCloser() {
    LockSupport.unpark(closer);
  }

  /**
   * Waits, as the closer, until nobody is inside and nobody waits, and no longer than the deadline.
   * An interrupt does not shorten it, as it does not shorten close(2).
   */
  void awaitEmpty(BooleanSupplier hasWaiters, long deadline, LongSupplier clock) {
    boolean interrupted = Thread.interrupted();
    long left = deadline - clock.getAsLong();
    while (left > 0 && ((state & INSIDE) != 0 || hasWaiters.getAsBoolean())) {
      LockSupport.parkNanos(this, left);
      interrupted |= Thread.interrupted();
      left = deadline - clock.getAsLong();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
