package dev.holdline.examples.benchmarks.simulated;

import java.util.List;

/** Which garbage collector a simulated process has. */
enum Collector {
  /**
   * Works only while the program stands still, and until then leaves it the cores: what a wake-up
   * takes is the program's own.
   */
  PARALLEL("-XX:+UseParallelGC", "simulated-million-over-thousand", ""),

  /**
   * What the JVM chooses by itself. Its threads mark, and refine what was written, beside the
   * program and at times of their own; in some processes the program's threads have to refine.
   */
  G1("-XX:+UseG1GC", "simulated-million-over-thousand-g1", ", G1");

  /** A million receivers and their virtual threads need about half of it. */
  private static final String HEAP = "-Xmx8g";

  private final String option;
  private final String headline;
  private final String suffix;

  Collector(String option, String headline, String suffix) {
    this.option = option;
    this.headline = headline;
    this.suffix = suffix;
  }

  /** Returns what to tell the JVM. */
  List<String> jvmOptions() {
    return List.of(HEAP, option);
  }

  /** Returns the headline that the many over the few are for. */
  String headline() {
    return headline;
  }

  /** Names a metric. */
  String metric(String name) {
    return name + suffix;
  }
}
