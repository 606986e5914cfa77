package dev.holdline.wait;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The degraded way, when neither the selector nor an eventfd can be had: the thread alternates a
 * look at its descriptors with a park of 1 to 20 ms.
 */
final class PollingWaiter extends Waiter {
  private static final long LONGEST = TimeUnit.MILLISECONDS.toNanos(20);

  private static final Backoff BACKOFF = new Backoff(Backoff.SHORTEST, LONGEST);

  private int misses;
  private @Nullable Thread thread = Thread.currentThread(); // while it waits

  @Override
  void end() {
    thread = null;
  }

  @Override
  protected void wake() {
    LockSupport.unpark(thread);
  }

  @Override
  public boolean usesSelector() {
    return false;
  }

  @Override
  boolean block(InterestSet set, long nanos) {
    if (set.look()) {
      return true;
    }
    pause(Math.min(nanos, BACKOFF.pauseNanos(++misses)));
    return set.look();
  }

  @Override
  void pause(long nanos) {
    LockSupport.parkNanos(this, nanos);
  }
}
