package dev.holdline;

/**
 * How well a descriptor is held, and why not better.
 *
 * @param state the verdict
 * @param reason one sentence; empty when the state is {@link State#EFFECTIVE}
 */
public record HoldStatus(State state, String reason) {
  /** The verdicts. */
  public enum State {
    /** All of the wait contract holds. */
    EFFECTIVE,
    /** Waits work; that the number was reused behind Holdline's back could not be noticed. */
    UNVERIFIED,
    /** Waits work, with looks every 1 to 20 ms where the selector would have reported. */
    DEGRADED,
    /** Nothing to hold: calls go straight through. */
    REFUSED
  }

  @Override
  public String toString() {
    return reason.isEmpty() ? state.name() : state + ": " + reason;
  }
}
