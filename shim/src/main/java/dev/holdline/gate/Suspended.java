package dev.holdline.gate;

/**
 * A call whose thread has to park or to give way, handed out to its caller: what is then on the
 * stack of a virtual thread is kept on the heap, so it does so where there is little. For the
 * thread that made the call.
 */
public interface Suspended {
  /**
   * Returns how long the thread has to park until it goes on, {@link Gate#FOR_EVER} for as long as
   * it takes, {@link Gate#GIVE_WAY} for not at all; it may park shorter, for nothing.
   */
  long nanos();

  /**
   * Goes on with the call.
   *
   * @return its result, errno set; nothing when {@link #isSuspended} once more
   */
  long resume();

  /** Returns whether the thread has to park or to give way. */
  boolean isSuspended();

  /** Gives back what the call used; once it has its result, and then nothing else. */
  void release();

  /** Gives the call up, because something was thrown outside. */
  void abandon();
}
