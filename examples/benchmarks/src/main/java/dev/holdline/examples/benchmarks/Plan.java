package dev.holdline.examples.benchmarks;

/** How thoroughly to measure. */
public enum Plan {
  /** A look that takes a few minutes: fewer rounds, fewer sizes. */
  QUICK,
  /** What the committed page is made of. */
  FULL;

  /** Returns one of two numbers. */
  public int choose(int quick, int full) {
    return this == QUICK ? quick : full;
  }
}
