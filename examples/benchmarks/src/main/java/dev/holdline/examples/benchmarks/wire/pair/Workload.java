package dev.holdline.examples.benchmarks.wire.pair;

import java.io.IOException;

/** One of two things that are compared. */
interface Workload extends AutoCloseable {
  /**
   * Does the work once.
   *
   * @param operations how many round trips or buffers, over all connections
   * @return what an operation took
   */
  Cost run(int operations) throws Exception;

  /** Closes what stayed open from one run to the next. */
  @Override
  default void close() throws IOException {}
}
