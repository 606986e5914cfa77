package dev.holdline.wait;

/** A read that can be continued where it stopped: MSG_WAITALL by bytes, recvmmsg by messages. */
public interface Continuable extends Original {
  /** Returns how many bytes the first call asks for. */
  long length();

  /**
   * Makes the next call ask for what is missing.
   *
   * @param done what the calls before it brought, in bytes or messages; 0 before the first
   */
  void resumeAt(long done);

  /** Hands what was brought to the caller's own buffer, if the calls used another one. */
  void finish(long done);
}
