package dev.holdline.wait;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A thread that parks while the selector watches its descriptors. No carrier is captured. Used by
 * one thread at a time: nobody signals it between two waits.
 */
class ParkedWaiter extends Waiter {
  private @Nullable Thread thread = Thread.currentThread(); // while it waits
  private boolean keepsOwnSlices;

  /**
   * From here on it waits for the calling thread.
   *
   * @param ownSlices false when the selector is to end them, up to a close that wakes the thread
   */
  void begin(boolean ownSlices) {
    keepsOwnSlices = ownSlices;
    thread = Thread.currentThread();
    clearSignals();
  }

  @Override
  void end() {
    thread = null;
  }

  @Override
  int prefetch() {
    Thread waiting = thread;
    return super.prefetch() + (waiting == null ? 0 : (int) ThreadIds.of(waiting));
  }

  @Override
  protected void wake() {
    LockSupport.unpark(thread);
  }

  @Override
  boolean isParked() {
    return true;
  }

  @Override
  boolean keepsOwnSlices() {
    return keepsOwnSlices;
  }

  @Override
  boolean block(WaitSet set, long nanos) {
    if (has(READY)) {
      return true;
    }
    pause(nanos);
    return has(READY);
  }

  @Override
  void pause(long nanos) {
    if (nanos == Deadline.NONE) {
      LockSupport.park(this);
    } else {
      LockSupport.parkNanos(this, nanos);
    }
  }
}
