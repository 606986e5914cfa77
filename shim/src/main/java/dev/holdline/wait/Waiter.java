package dev.holdline.wait;

import dev.holdline.selector.Watched;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

/**
 * One blocked thread. Others signal it through the descriptors it waits on; it blocks for a bounded
 * time and looks at its signals after each return. A signal is never lost: it is set before the
 * wake-up, and looked at after it.
 */
abstract class Waiter {
  static final int READY = 1;
  static final int CLOSED = 2;
  static final int WOKEN = 4;

  /** The selector is lost: nobody will report readiness. */
  static final int ABANDONED = 8;

  private static final AtomicIntegerFieldUpdater<Waiter> SIGNALS =
      AtomicIntegerFieldUpdater.newUpdater(Waiter.class, "signals");

  private volatile int signals;
  private final Interruption interruption = new Interruption();

  /** Sets signals and wakes the thread, by any thread. */
  final void signal(int bits) {
    if (mark(bits)) {
      wake();
    }
  }

  /** Sets signals; returns whether the thread is to be woken for them. */
  final boolean mark(int bits) {
    return (SIGNALS.getAndAccumulate(this, bits, (set, more) -> set | more) & bits) != bits;
  }

  final boolean has(int bit) {
    return (signals & bit) != 0;
  }

  /** Reads what it takes to signal it; see {@link Watched#prefetch}. */
  int prefetch() {
    return signals;
  }

  /** Forgets the signals of the wait before; nobody signals between two waits. */
  final void clearSignals() {
    if (signals != 0) {
      signals = 0;
    }
  }

  /** Returns what the waiting thread, and it alone, knows of its interrupts. */
  final Interruption interruption() {
    return interruption;
  }

  /** Ends a wait and keeps nothing of the thread: this may be kept where it waited. */
  abstract void end();

  /** Ends the current or the next {@link #block}. */
  protected abstract void wake();

  /** Whether the selector reports readiness to this waiter; others look for themselves. */
  abstract boolean isParked();

  /** Whether it looks at its descriptors once a slice; for others the selector does. */
  boolean keepsOwnSlices() {
    return true;
  }

  /**
   * Blocks until a signal, readiness or the end of the time; may return for nothing.
   *
   * @param nanos greater than 0, {@link Deadline#NONE} for no end
   * @return whether a descriptor of the set is ready
   */
  abstract boolean block(WaitSet set, long nanos);

  /**
   * Whether the last {@link #block} saw what was asked for, not only that something happened, such
   * as POLLERR.
   */
  boolean isSure() {
    return false;
  }

  /** Blocks as {@link #block}, with no eye on the descriptors. */
  abstract void pause(long nanos);
}
