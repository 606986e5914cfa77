package dev.holdline.wrap.gated;

import java.lang.reflect.Method;

/**
 * What becomes of the calls of one method.
 *
 * @param function the function of C behind it
 * @param reason why it is so, one sentence; may be empty
 */
public record Treated(Method method, Way way, String function, String reason) {
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

  private static final String LOOKS_LIKE = "looks like ";

  static Treated alike(Method method, String function, String known) {
    String reason =
        LOOKS_LIKE
            + known
            + " under another name: pass the FunctionMapper that renames it, or mark it @Blocking"
            + " if it blocks on its descriptor";
    return new Treated(method, Way.STRAIGHT, function, reason);
  }

  /** Returns whether it goes straight through and seems to be a function that is gated. */
  boolean looksGated() {
    return way == Way.STRAIGHT && reason.startsWith(LOOKS_LIKE);
  }
}
