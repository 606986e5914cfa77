package dev.holdline.held;

import dev.holdline.selector.Clock;
import dev.holdline.selector.Deadline;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The way of calls into the original function, and of a close past them. Once a close has begun
 * nobody enters, and the closer waits for those inside: so no held call runs on a number that the
 * kernel has given to somebody else. Thread-safe.
 *
 * <pre>
 *  bit   31        30          29        28 ... 0
 *      CLOSING  RELEASING   RETIRED   calls inside
 *
 *  CLOSING    nobody enters any more. Set by the one that closes, recycles or retires.
 *  RELEASING  the kernel is about to free the number, which may have a new owner from now on. Set
 *             by the closer, after the last one inside has left or the longest wait for it is over.
 *  RETIRED    this was taken out of use: callers ask for the next one under the number. Set
 *             together with CLOSING by whoever finds the number recycled, or nobody inside.
 *  inside     counted up by enter, which fails once CLOSING is set, and down by exit.
 * </pre>
 */
public final class Passage {
  private static final int CLOSING = 1 << 31;
  private static final int RELEASING = 1 << 30;
  private static final int RETIRED = 1 << 29;
  private static final int INSIDE = RETIRED - 1;

  private static final AtomicIntegerFieldUpdater<Passage> STATE =
      AtomicIntegerFieldUpdater.newUpdater(Passage.class, "state");

  private volatile int state;

  private volatile @Nullable Thread closer;

  /** Counts a call in; false when a close has begun: the call is not to be made. */
  public boolean enter() {
    int seen;
    do {
      seen = state;
      if (seen < 0) {
        return false;
      }
    } while (!STATE.compareAndSet(this, seen, seen + 1));
    return true;
  }

  /** Counts a call out. */
  public void exit() {
    if ((STATE.decrementAndGet(this) & (CLOSING | INSIDE)) == CLOSING) {
      wakeCloser();
    }
  }

  /** Begins a close; false when there was one already. */
  boolean beginClose() {
    boolean first = STATE.getAndUpdate(this, seen -> seen | CLOSING) >= 0;
    if (first) {
      closer =
          Thread.currentThread(); // then look at the state: a call that leaves after that sees the
      // closer
    }
    return first;
  }

  /** Takes this out of use when nobody is inside; false otherwise. */
  boolean retire() {
    return STATE.compareAndSet(this, 0, CLOSING | RETIRED);
  }

  /** Takes this out of use whoever is inside; false when it was closed or retired before. */
  boolean recycle() {
    return STATE.getAndUpdate(this, seen -> seen < 0 ? seen : seen | CLOSING | RETIRED) >= 0;
  }

  /** Returns whether this was taken out of use: another one may stand under the number. */
  public boolean isRetired() {
    return (state & RETIRED) != 0;
  }

  /** Takes this out of use for another file to take its place; false when it was closing. */
  boolean beginSuccession() {
    boolean first = recycle();
    if (first) {
      closer =
          Thread.currentThread(); // then look at the state: a call that leaves after that sees the
      // closer
    }
    return first;
  }

  boolean isClosing() {
    return state < 0;
  }

  /** The kernel is about to free the number: from now on it may have a new owner. */
  void beginRelease() {
    STATE.getAndUpdate(this, seen -> seen | RELEASING);
  }

  boolean isReleasing() {
    return (state & RELEASING) != 0;
  }

  /** The last waiter has left; the closer may be waiting for that. */
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
  void awaitEmpty(BooleanSupplier hasWaiters, long deadline, Clock clock) {
    boolean interrupted = Thread.interrupted();
    long left = Deadline.left(deadline, clock.now());
    while (left > 0 && ((state & INSIDE) != 0 || hasWaiters.getAsBoolean())) {
      LockSupport.parkNanos(this, left);
      interrupted |= Thread.interrupted();
      left = Deadline.left(deadline, clock.now());
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
