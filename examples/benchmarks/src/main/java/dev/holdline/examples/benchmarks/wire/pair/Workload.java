package dev.holdline.examples.benchmarks.wire.pair;

/** One of two things that are compared: work over fresh connections. */
interface Workload {
  /**
   * Does the work once.
   *
   * @param operations how many round trips or buffers, over all connections
   * @return nanoseconds an operation
   */
  double run(int operations) throws Exception;
}
