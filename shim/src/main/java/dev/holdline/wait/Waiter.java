package dev.holdline.wait;

import dev.holdline.held.Listener;
import dev.holdline.selector.Deadline;

/**
 * One blocked thread. It blocks for a bounded time and looks at its signals after each return. Each
 * way to wait is a kind of it.
 */
public abstract class Waiter extends Listener {
  /** Returns whether it was signalled to look at its way, and forgets that. */
  final boolean takeMoved() {
    boolean moved = has(MOVED);
    if (moved) {
      clear(MOVED); // before the look: what changes after it signals again
    }
    return moved;
  }

  /** Begins a wait of the calling thread, before it takes its place. */
  void begin(WaitSettings settings) {}

  /** Ends a wait and keeps nothing of the thread: this may be kept where it waited. */
  abstract void end();

  /**
   * Blocks until a signal, readiness or the end of the time; may return for nothing.
   *
   * @param nanos greater than 0, {@link Deadline#NONE} for no end
   * @return whether a descriptor of the set is ready
   */
  abstract boolean block(InterestSet set, long nanos);

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
