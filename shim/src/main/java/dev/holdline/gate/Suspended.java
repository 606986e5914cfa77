package dev.holdline.gate;

import dev.holdline.selector.Deadline;

/**
 * A call whose thread has to park or to yield, handed out to its caller. What is on the stack of a
 * virtual thread then is kept on the heap, so the caller does it where there is little. For the
 * thread that made the call.
 */
public interface Suspended {
  /** To park for as long as it takes. */
  long FOR_EVER = Deadline.NONE;

  /** Not to park, but to yield to others. */
  long YIELD = 0;

  /**
   * Returns for how many nanoseconds the thread has to park until it goes on, or {@link #FOR_EVER}
   * or {@link #YIELD}; it may park shorter, for nothing.
   */
  long nanos();

  /**
   * Goes on with the call.
   *
   * @return its result, errno set; nothing when {@link #isSuspended} once more
   */
  long resume();

  /** Returns whether the thread has to park or to yield. */
  boolean isSuspended();

  /** Gives back what the call used; once it has its result, and then nothing else. */
  void release();

  /** Gives the call up, because something was thrown outside. */
  void abandon();
}
