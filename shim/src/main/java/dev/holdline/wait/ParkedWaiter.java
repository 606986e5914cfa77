package dev.holdline.wait;

import dev.holdline.held.Incarnation;
import dev.holdline.held.ThreadIds;
import dev.holdline.selector.Deadline;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A thread that parks while the selector watches its descriptors. No carrier is captured. Used by
 * one thread at a time: nobody signals it between two waits.
 *
 * <p>It keeps what a {@link BlockingWait} must not forget while the thread is parked elsewhere: see
 * {@link BlockingWait#suspend}.
 */
public class ParkedWaiter extends Waiter {
  private @Nullable Thread thread = Thread.currentThread(); // while it waits
  private boolean keepsOwnSlices;
  private boolean moves; // a platform thread may wait for itself

  // Of a wait that is suspended.
  final Interruption interruption = new Interruption();
  long limit;
  long partEnd;
  long nanos;
  boolean pausing;
  int audits;

  /** From here on it waits for the calling thread. */
  @Override
  void begin(WaitSettings settings) {
    keepsOwnSlices = !settings.wakeOnClose(); // else the selector ends them, up to the close
    moves = !VirtualThreads.isCurrent();
    thread = Thread.currentThread();
    clearSignals();
  }

  @Override
  protected final void end() {
    thread = null;
  }

  /** Returns whether it has a place in a waitlist. */
  protected final boolean isWaiting() {
    return thread != null;
  }

  /** Gives up a wait that is suspended. */
  protected final void abandonWait(Incarnation file) {
    file.watch().withdraw(this, audits, false);
    interruption.end();
    end();
  }

  /** Returns how long to park, {@link Deadline#NONE} for as long as it takes. */
  public final long nanos() {
    return nanos;
  }

  @Override
  protected int prefetch() {
    Thread waiting = thread;
    return super.prefetch() + (waiting == null ? 0 : (int) ThreadIds.of(waiting));
  }

  @Override
  protected void wake() {
    LockSupport.unpark(thread);
  }

  @Override
  public final boolean usesSelector() {
    return true;
  }

  @Override
  public final boolean moves() {
    return moves;
  }

  @Override
  public final boolean keepsOwnSlices() {
    return keepsOwnSlices;
  }

  @Override
  boolean block(InterestSet set, long nanos) {
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
