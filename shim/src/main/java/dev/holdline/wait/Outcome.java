package dev.holdline.wait;

/** How a wait ended. */
public enum Outcome {
  /** The descriptor is ready, or looked so: the call finds out. */
  READY,
  /** The deadline passed, and one last look found nothing. */
  TIMED_OUT,
  /** The thread was interrupted. */
  INTERRUPTED,
  /** {@code Hold.wake()} asked for a return. */
  WOKEN,
  /** The descriptor was closed, or its number belongs to another file now. */
  CLOSED,
  /** Not begun: the descriptor was closing, or had just been taken out of use. */
  REFUSED
}
