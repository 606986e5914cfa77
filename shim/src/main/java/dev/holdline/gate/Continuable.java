package dev.holdline.gate;

import dev.holdline.selector.Deadline;

/** A read that can be continued where it stopped: MSG_WAITALL by bytes, recvmmsg by messages. */
public interface Continuable extends Original {
  /** Returns how many bytes the first call asks for. */
  long length();

  /**
   * Makes the next call ask for what is missing.
   *
   * @param done what the calls before it brought, in bytes or messages; 0 before the first
   * @param leftNanos the time left until no further part is waited for, {@link Deadline#NONE} for
   *     no such time
   */
  void resumeAt(long done, long leftNanos);

  /** Returns whether what came last is the end of the whole, though more was asked for. */
  default boolean endsHere() {
    return false;
  }

  /** Returns whether the whole ends at the urgent mark, once it has something. */
  default boolean endsAtMark() {
    return false;
  }

  /**
   * Hands what was brought to the caller, if the calls used memory of their own.
   *
   * @param leftNanos the time that was left when the last part came, 0 or less when it was over
   */
  void finish(long done, long leftNanos);
}
