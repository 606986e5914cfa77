package dev.holdline.wrap;

import java.lang.reflect.Method;

/**
 * What becomes of the calls of one method.
 *
 * @param function the function of C behind it
 * @param reason why it is so, one sentence; may be empty
 * @param looksGated whether it goes straight through and seems to be a function that is gated
 */
public record Treated(Method method, Way way, String function, String reason, boolean looksGated) {
  /** As the report of the front door has them. */
  public enum Way {
    GATED,
    GATED_ON_VIRTUAL_THREADS,
    OBSERVED,
    HANDS_OUT,
    STRAIGHT,
    JAVA,
    REFUSED
  }

  Treated(Method method, Way way, String function, String reason) {
    this(method, way, function, reason, false);
  }

  static Treated alike(Method method, String function, String known) {
    String reason =
        "looks like "
            + known
            + " under another name: pass the FunctionMapper that renames it, or mark it @Blocking"
            + " if it blocks on its descriptor";
    return new Treated(method, Way.STRAIGHT, function, reason, true);
  }
}
