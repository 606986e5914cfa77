package dev.holdline.wait;

import dev.holdline.posix.SyscallException;
import dev.holdline.posix.Syscalls;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Lends {@link DirectWaiter}s, so that not every wait makes an eventfd, and no more of them at a
 * time than allowed. Thread-safe, never blocks.
 */
final class DirectWaiters {
  private static final int PROBES = 4;

  private final Syscalls syscalls;
  private final int limit;
  private final AtomicInteger lent = new AtomicInteger();
  private volatile boolean closed;

  /** Those at rest, at a place chosen by the thread that used them last. */
  private final AtomicReferenceArray<@Nullable DirectWaiter> resting;

  DirectWaiters(Syscalls syscalls, int limit) {
    this.syscalls = syscalls;
    this.limit = limit;
    this.resting = new AtomicReferenceArray<>(Integer.highestOneBit(Math.max(1, limit)));
  }

  /** Returns a waiter, or null when the limit is reached and the thread should park instead. */
  @Nullable DirectWaiter borrow() throws SyscallException {
    if (lent.incrementAndGet() > limit) {
      lent.decrementAndGet();
      return null;
    }
    for (int probe = 0; probe < PROBES; probe++) {
      DirectWaiter waiter = resting.getAndSet(place(probe), null);
      if (waiter != null) {
        return waiter;
      }
    }
    try {
      return new DirectWaiter(syscalls);
    } catch (SyscallException noEventfd) {
      lent.decrementAndGet();
      throw noEventfd;
    }
  }

  void giveBack(DirectWaiter waiter) {
    lent.decrementAndGet();
    for (int probe = 0; probe < PROBES && !waiter.isBroken(); probe++) {
      if (resting.compareAndSet(place(probe), null, waiter)) {
        if (closed) {
          close(); // it came to rest after the others were closed
        }
        return;
      }
    }
    if (!waiter.isBroken()) { // else the number is not ours any more
      waiter.close();
    }
  }

  /**
   * Closes those at rest; the ones that are lent are closed when they come back to a full place.
   */
  void close() {
    for (int i = 0; i < resting.length(); i++) {
      DirectWaiter waiter = resting.getAndSet(i, null);
      if (waiter != null) {
        waiter.close();
      }
    }
  }

  @SuppressWarnings("deprecation") // threadId() came with 19
  private int place(int probe) {
    return (int) (Thread.currentThread().getId() + probe) & (resting.length() - 1);
  }
}
