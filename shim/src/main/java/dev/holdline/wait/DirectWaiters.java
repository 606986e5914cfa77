package dev.holdline.wait;

import dev.holdline.posix.kernel.SyscallException;
import dev.holdline.posix.kernel.Syscalls;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Lends {@link DirectWaiter}s, so that not every wait makes an eventfd, and never has more of them
 * than allowed. Thread-safe, never blocks.
 */
final class DirectWaiters {
  /**
   * So many are made at once; more only when all are lent, so that threads that come and go share.
   */
  private static final int FEW = 16;

  private final Syscalls syscalls;
  private final int limit;

  /** How many there are, at rest and lent. */
  private final AtomicInteger made = new AtomicInteger();

  private volatile boolean closed;

  /**
   * Those at rest, at a place chosen by the thread that used them last or at the next free one.
   * There is room for all of them.
   */
  private final AtomicReferenceArray<@Nullable DirectWaiter> resting;

  DirectWaiters(Syscalls syscalls, int limit) {
    this.syscalls = syscalls;
    this.limit = limit;
    this.resting = new AtomicReferenceArray<>(places(limit));
  }

  /** A power of two, so that a place is found with a mask. */
  private static int places(int limit) {
    int enough = Integer.highestOneBit(Math.max(1, limit));
    return enough < limit ? enough * 2 : enough;
  }

  /** Returns a waiter, or null when the limit is reached and the thread should park instead. */
  @Nullable DirectWaiter borrow() throws SyscallException {
    DirectWaiter mine = resting.getAndSet(place(0), null);
    if (mine != null) {
      return mine;
    }
    if (countIn(Math.min(FEW, limit))) {
      return make();
    }
    DirectWaiter other = anyAtRest();
    return other == null && countIn(limit) ? make() : other;
  }

  private boolean countIn(int most) {
    if (made.get() >= most) {
      return false;
    }
    boolean in = made.incrementAndGet() <= most;
    if (!in) {
      made.decrementAndGet();
    }
    return in;
  }

  private DirectWaiter make() throws SyscallException {
    DirectWaiter waiter = null;
    try {
      waiter = new DirectWaiter(syscalls);
      return waiter;
    } finally {
      if (waiter == null) { // no descriptor, or no memory, for its eventfd
        made.decrementAndGet();
      }
    }
  }

  private @Nullable DirectWaiter anyAtRest() {
    for (int probe = 1; probe < resting.length(); probe++) {
      int place = place(probe);
      DirectWaiter waiter = resting.get(place) == null ? null : resting.getAndSet(place, null);
      if (waiter != null) {
        return waiter;
      }
    }
    return null;
  }

  void giveBack(DirectWaiter waiter) {
    if (waiter.isBroken()) { // its number is not ours any more
      made.decrementAndGet();
      return;
    }
    int probe = 0;
    while (!resting.compareAndSet(place(probe), null, waiter)) {
      probe++; // ends: there are no more of them than places
    }
    if (closed) {
      close(); // it came to rest after the others were closed
    }
  }

  /** Closes those at rest; the ones that are lent are closed when they come back. */
  void close() {
    closed = true;
    for (int i = 0; i < resting.length(); i++) {
      DirectWaiter waiter = resting.getAndSet(i, null);
      if (waiter != null) {
        made.decrementAndGet();
        waiter.close();
      }
    }
  }

  @SuppressWarnings("deprecation") // threadId() came with 19
  private int place(int probe) {
    return (int) (Thread.currentThread().getId() + probe) & (resting.length() - 1);
  }
}
