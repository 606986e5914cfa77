package dev.holdline.examples.benchmarks.figure;

import java.util.Arrays;

/**
 * How the samples of one figure lie.
 *
 * @param min the smallest
 * @param median the middle one; the mean of the two in the middle for an even number
 * @param max the largest
 * @param samples how many there were, at least 1
 */
public record Spread(double min, double median, double max, int samples) {
  /**
   * Returns the spread of samples.
   *
   * @throws IllegalArgumentException when there are none
   */
  public static Spread of(double... samples) {
    if (samples.length == 0) {
      throw new IllegalArgumentException("a figure needs at least one sample");
    }
    double[] sorted = samples.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    double median =
        sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    return new Spread(sorted[0], median, sorted[sorted.length - 1], sorted.length);
  }

  /** Returns the spread of the ratios of samples that were taken in turn, pair by pair. */
  public static Spread ofRatios(double[] numerators, double[] denominators) {
    double[] ratios = new double[numerators.length];
    Arrays.setAll(ratios, i -> numerators[i] / denominators[i]);
    return of(ratios);
  }
}
