package dev.holdline.examples.benchmarks.figure;

import java.util.Comparator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a headline figure came to; the first of two that disagree is the one to tell. */
public enum Verdict {
  MISSED("MISSED"),
  HOLDS("holds"),
  GOAL_REACHED("goal reached"),
  /** There is a figure, but no bound for it on that JDK. */
  REPORTED("reported"),
  NOT_MEASURED("not measured");

  private final String text;

  Verdict(String text) {
    this.text = text;
  }

  /** Returns the word for the table. */
  public String text() {
    return text;
  }

  /**
   * Judges by the median.
   *
   * @param spread null when there is no figure
   * @param jdk the feature version that it was measured on
   */
  public static Verdict of(Bound bound, @Nullable Spread spread, int jdk) {
    if (spread == null) {
      return NOT_MEASURED;
    }
    if (jdk < bound.from()) {
      return REPORTED;
    }
    if (!bound.holds(spread.median())) {
      return MISSED;
    }
    if (bound.reaches(spread.median())) {
      return GOAL_REACHED;
    }
    return bound.bound() == null ? REPORTED : HOLDS;
  }

  /** Returns the one of several that has to be told. */
  public static Verdict worst(Stream<Verdict> verdicts) {
    return verdicts.min(Comparator.naturalOrder()).orElse(NOT_MEASURED);
  }
}
