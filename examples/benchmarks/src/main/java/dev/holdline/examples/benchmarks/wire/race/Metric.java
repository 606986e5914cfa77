package dev.holdline.examples.benchmarks.wire.race;

/** What is measured of a server. */
enum Metric {
  REQUESTS("requests", "1/s"),
  CPU("CPU per request", "us"),
  P50("p50", "us"),
  P99("p99", "us"),
  P999("p99.9", "us"),
  THROUGHPUT("throughput", "MB/s");

  private final String label;
  private final String unit;

  Metric(String label, String unit) {
    this.label = label;
    this.unit = unit;
  }

  String label() {
    return label;
  }

  String unit() {
    return unit;
  }
}
