package dev.holdline.examples.benchmarks.figure;

import org.jspecify.annotations.Nullable;

/**
 * The most that one gated call may take of something that can be counted exactly.
 *
 * @param call the function and its type of buffer
 * @param ready what a call takes that need not wait
 * @param waiting what a call takes that waits once; null for one that nobody can make ready
 */
public record CallBound(String call, int ready, @Nullable Integer waiting) {
  /**
   * Returns the bound of one of the two situations.
   *
   * @throws IllegalArgumentException when there is none
   */
  public int of(boolean waits) {
    if (!waits) {
      return ready;
    }
    if (waiting == null) {
      throw new IllegalArgumentException("bounds.json says nothing of a " + call + " that waits");
    }
    return waiting;
  }

  /**
   * Returns the bound of one call among many.
   *
   * @throws IllegalArgumentException when there is none
   */
  public static CallBound among(Iterable<CallBound> bounds, String call) {
    for (CallBound bound : bounds) {
      if (bound.call().equals(call)) {
        return bound;
      }
    }
    throw new IllegalArgumentException("bounds.json has no bound of " + call);
  }
}
