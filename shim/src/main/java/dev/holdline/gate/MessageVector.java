package dev.holdline.gate;

/** The messages that one recvmmsg(2) asks for. */
public interface MessageVector {
  /** Returns how many there are, at least 1. */
  long count();

  /** Returns a call that takes bytes of one message, and of no other. */
  Divisible message(long index);

  /** Writes how many bytes a message has. */
  void took(long index, long bytes);

  /**
   * Takes the messages from {@code index} on, without waiting.
   *
   * @return how many, negative for a failure, see {@link #errno}
   */
  long takeRest(long index);

  /** Returns the errno of {@link #takeRest}. */
  int errno();

  /** Writes the time that was left when the last message came. */
  void finish(long done, long leftNanos);
}
