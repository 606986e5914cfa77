package dev.holdline.wait;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The degraded way, when neither the selector nor an eventfd can be had: the thread alternates a
 * look at its descriptors with a park of 1 to 20 ms.
 */
final class LookingWaiter extends Waiter {
  private static final long SHORTEST = TimeUnit.MILLISECONDS.toNanos(1);
  private static final long LONGEST = TimeUnit.MILLISECONDS.toNanos(20);

  private @Nullable Thread thread = Thread.currentThread(); // while it waits
  private long parkNanos = SHORTEST;

  @Override
  void end() {
    thread = null;
  }

  @Override
  protected void wake() {
    LockSupport.unpark(thread);
  }

  @Override
  boolean isParked() {
    return false;
  }

  @Override
  boolean block(WaitSet set, long nanos) {
    if (set.look()) {
      return true;
    }
    pause(Math.min(nanos, parkNanos));
    parkNanos = Math.min(parkNanos * 2, LONGEST);
    return set.look();
  }

  @Override
  void pause(long nanos) {
    LockSupport.parkNanos(this, nanos);
  }
}
