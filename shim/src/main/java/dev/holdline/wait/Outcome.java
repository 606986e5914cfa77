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
  /** A verdict ended the connection: what is there is the last. */
  ENDED,
  /** Another open file takes the place of this one: the call goes on with it. */
  SUCCEEDED,
  /** The descriptor was closed, or its number belongs to another file now. */
  CLOSED,
  /** Not begun: the descriptor was closing, or had just been taken out of use. */
  REFUSED
}
