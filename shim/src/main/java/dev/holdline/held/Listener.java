package dev.holdline.held;

import dev.holdline.selector.ReadinessHandler;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

/**
 * Is signalled about the descriptors in whose waitlists it is: a blocked thread, or something that
 * acts when a descriptor is ready. A signal is never lost: it is set before {@link #wake}, and
 * stays until {@link #clearSignals}. Signals are set by any thread.
 */
public abstract class Listener {
  /** The selector reported what was asked for. */
  public static final int READY = 1;

  /** The descriptor was closed, or its number belongs to another file now. */
  public static final int CLOSED = 2;

  /** {@code Hold.wake()} asks for a return. */
  public static final int WOKEN = 4;

  /** The selector is lost: nobody will report readiness. */
  public static final int ABANDONED = 8;

  /** The process went to the background or left it: threads wait another way from now on. */
  public static final int MOVED = 16;

  /** A verdict about the peer ended the connection: what is there is the last. */
  public static final int ENDED = 32;

  /** Another open file takes the place of this one. */
  public static final int SUCCEEDED = 64;

  private static final AtomicIntegerFieldUpdater<Listener> SIGNALS =
      AtomicIntegerFieldUpdater.newUpdater(Listener.class, "signals");

  private volatile int signals;

  /** Sets signals and wakes the listener, by any thread. */
  public final void signal(int bits) {
    if (mark(bits)) {
      wake();
    }
  }

  /** Sets signals; returns whether the listener is to be woken for them. */
  final boolean mark(int bits) {
    return (SIGNALS.getAndAccumulate(this, bits, (set, more) -> set | more) & bits) != bits;
  }

  /** Returns whether one of the signals is set. */
  public final boolean has(int bits) {
    return (signals & bits) != 0;
  }

  /** Forgets some signals; to be called before looking at what they are about. */
  protected final void clear(int bits) {
    SIGNALS.getAndAccumulate(this, bits, (set, gone) -> set & ~gone);
  }

  /** Forgets the signals of the wait before; nobody signals between two waits. */
  protected final void clearSignals() {
    if (signals != 0) {
      signals = 0;
    }
  }

  /** Reads what it takes to signal it; see {@link ReadinessHandler#prefetch}. */
  protected int prefetch() {
    return signals;
  }

  /**
   * Makes the listener look at its signals, now or when it would next sleep. Called by any thread,
   * sometimes inside a monitor: it must not block and must not throw.
   */
  protected abstract void wake();

  /** Whether the selector reports readiness to it; others look for themselves. */
  public abstract boolean usesSelector();

  /** Whether it waits another way while the process is in the background. */
  public boolean moves() {
    return false;
  }

  /** Whether it looks at its descriptors once a slice; for others the selector does. */
  public boolean keepsOwnSlices() {
    return true;
  }
}
