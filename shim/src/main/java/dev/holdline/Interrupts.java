package dev.holdline;

/** What {@link Thread#interrupt()} means to a thread that waits in a gated call. */
public enum Interrupts {
  /** As a signal: the call returns -1 with EINTR, once for each interrupt. */
  SIGNAL,
  /** Nothing: the wait goes on. */
  IGNORE,
  /** The descriptor is closed, as {@link java.nio.channels.InterruptibleChannel} does. */
  CLOSE
}
