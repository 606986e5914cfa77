package dev.holdline.examples.benchmarks.wire;

/** One of the things that are compared: a workload over one fresh connection. */
interface Contender {
  /** Returns the name for the table. */
  String name();

  /**
   * Runs the workload once.
   *
   * @param operations how many round trips or buffers
   * @return nanoseconds an operation
   */
  double run(int operations) throws Exception;
}
