package dev.holdline.examples.benchmarks.micro;

import dev.holdline.examples.benchmarks.figure.Spread;
import java.util.Arrays;
import java.util.stream.DoubleStream;

/** What the iterations of a benchmark gave, in the order in which they ran. Immutable. */
final class Samples {
  private final double[] nanos;
  private final double[] bytes;

  /**
   * Takes them.
   *
   * @param nanos time an operation
   * @param bytes allocated in the whole JVM, an operation
   */
  Samples(double[] nanos, double[] bytes) {
    this.nanos = nanos.clone();
    this.bytes = bytes.clone();
  }

  /** Returns these, followed by more. */
  Samples and(Samples more) {
    return new Samples(joined(nanos, more.nanos), joined(bytes, more.bytes));
  }

  private static double[] joined(double[] first, double[] second) {
    return DoubleStream.concat(Arrays.stream(first), Arrays.stream(second)).toArray();
  }

  Spread nanos() {
    return Spread.of(nanos);
  }

  Spread bytes() {
    return Spread.of(bytes);
  }

  /** Returns by how much these took longer than others, pair by pair. */
  Spread nanosBeyond(Samples others) {
    double[] differences = new double[nanos.length];
    Arrays.setAll(differences, i -> nanos[i] - others.nanos[i]);
    return Spread.of(differences);
  }

  /** Returns how many times as long as others these took, pair by pair. */
  Spread timeOver(Samples others) {
    return Spread.ofRatios(nanos, others.nanos);
  }
}
