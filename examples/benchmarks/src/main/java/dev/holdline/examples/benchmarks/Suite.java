package dev.holdline.examples.benchmarks;

import dev.holdline.examples.benchmarks.figure.Journal;

/** A group of measurements that are taken together. */
public interface Suite {
  /** Returns the name by which it is chosen. */
  String name();

  /**
   * Takes the measurements. It is bounded in time, and talks to nothing but the loopback interface.
   *
   * @param plan how thoroughly
   * @param journal where the figures go
   */
  void run(Plan plan, Journal journal) throws Exception;
}
