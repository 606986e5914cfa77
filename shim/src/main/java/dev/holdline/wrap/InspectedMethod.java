package dev.holdline.wrap;

import java.lang.reflect.Method;

/**
 * What becomes of the calls of one method.
 *
 * @param function the function of C behind it
 * @param reason why it is so, one sentence; may be empty
 * @param looksGated whether it goes straight through and seems to be a function that is gated
 */
public record InspectedMethod(
    Method method, Way way, String function, String reason, boolean looksGated) {
  /** What becomes of a call; LibraryReport.Way has the same names, and describes them. */
  public enum Way {
    GATED,
    GATED_ON_VIRTUAL_THREADS,
    OBSERVED,
    HANDS_OUT,
    STRAIGHT,
    JAVA,
    REFUSED
  }

  InspectedMethod(Method method, Way way, String function, String reason) {
    this(method, way, function, reason, false);
  }

  static InspectedMethod looksLike(Method method, String function, String known) {
    String reason =
        "looks like "
            + known
            + " under another name: pass the FunctionMapper that renames it, or mark it @Blocking"
            + " if it blocks on its descriptor";
    return new InspectedMethod(method, Way.STRAIGHT, function, reason, true);
  }
}
