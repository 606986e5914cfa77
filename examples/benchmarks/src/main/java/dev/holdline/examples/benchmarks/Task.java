package dev.holdline.examples.benchmarks;

/** What the benchmarks are to do. */
enum Task {
  /** Measure, and make a report of that alone. */
  MEASURE,
  /** Measure some suites, and put them into an earlier report. */
  MERGE,
  /** Measure nothing, and draw the report again. */
  REPORT,
  /** Look whether ratios of times on one core are within their bounds, and keep nothing. */
  GUARD
}
