package dev.holdline.examples.benchmarks.figure;

import org.jspecify.annotations.Nullable;

/**
 * What one headline figure has to keep, and where it is to go.
 *
 * @param id the name under which the figure is recorded
 * @param figure what it is, for a reader of the report
 * @param unit {@code ratio} or a unit of measure
 * @param bound what must hold, null for a figure that is only reported
 * @param goal where the figure is to go
 * @param better which way is better
 * @param from the first JDK, by its feature version, to which bound and goal apply; 25 where the
 *     file does not say
 */
public record Bound(
    String id,
    String figure,
    String unit,
    @Nullable Double bound,
    double goal,
    Better better,
    int from) {
  private static final int NEWEST = 25;

  /** Fills in what the file leaves out. */
  public Bound {
    from = from == 0 ? NEWEST : from;
  }

  /** Which way a figure is to move. */
  public enum Better {
    LOWER,
    HIGHER;

    boolean keeps(double value, double limit) {
      return this == LOWER ? value <= limit : value >= limit;
    }
  }

  /** Returns the same figure with another bound. */
  Bound withBound(double other) {
    return new Bound(id, figure, unit, other, goal, better, from);
  }

  /** Returns whether a median keeps the bound; one that is only reported always does. */
  public boolean holds(double median) {
    return bound == null || better.keeps(median, bound);
  }

  /**
   * Returns whether a median keeps the bound, or misses it by no more than a factor.
   *
   * @param slack at least 1
   */
  public boolean holds(double median, double slack) {
    return bound == null
        || better.keeps(median, better == Better.LOWER ? bound * slack : bound / slack);
  }

  /** Returns whether a median has reached the goal. */
  public boolean reaches(double median) {
    return better.keeps(median, goal);
  }
}
