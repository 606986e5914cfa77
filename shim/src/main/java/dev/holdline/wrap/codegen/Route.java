package dev.holdline.wrap.codegen;

/** Which way the calls of a method go. */
public enum Route {
  /** Straight through. */
  STRAIGHT,
  /** Straight through, and what it returns may be a library. */
  HANDS_OUT,
  /** Through the gate if the thread is virtual. */
  WRITE,
  /** Through the gate. */
  GATED;

  /** Returns whether a call may become one that passes the gate. */
  public boolean mayPassGate() {
    return this == WRITE || this == GATED;
  }
}
