package dev.holdline.examples.benchmarks.child;

/** A child did not do what was asked of it; the message names the child and says why. */
public final class ChildFailure extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  ChildFailure(String message) {
    super(message);
  }
}
