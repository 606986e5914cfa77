package dev.holdline.examples.benchmarks.child;

/** A child did not answer; the message names the child, the command and why. */
public final class ChildFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ChildFailure(String message) {
    super(message);
  }
}
