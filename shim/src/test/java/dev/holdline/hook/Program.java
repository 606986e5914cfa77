package dev.holdline.hook;

import java.io.Closeable;

/** What a thread does that blocks within a hook of its own, until it is interrupted. */
public interface Program extends Closeable {
  /** Returns what came of it. */
  String run() throws Exception;

  /** Lets what blocks first go on to the last step. */
  default void feed() {}

  /** Returns whether the step that follows is the one to be interrupted. */
  default boolean isAtLastStep() {
    return true;
  }
}
