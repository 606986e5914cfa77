package dev.holdline.gate;

import jnr.ffi.Pointer;

/** A call that writes the caller's bytes, which may have to go out in parts. */
public interface Outgoing extends Original {
  /** Returns how many bytes the caller wants to write, or -1 when the bytes cannot be reached. */
  long length();

  /**
   * Copies bytes of the caller's buffers.
   *
   * @param done where to begin, counted from the first byte
   * @param target receives them
   * @param count how many, no more than are left
   */
  void copy(long done, Pointer target, int count);
}
