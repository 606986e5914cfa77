package dev.holdline.examples.benchmarks.figure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerdictTest {
  private static final int ANY = 25;

  @ParameterizedTest
  @CsvSource({"1.30, MISSED", "1.20, HOLDS", "1.10, HOLDS", "1.08, GOAL_REACHED", "NaN, MISSED"})
  void lowerIsBetter_isMeasuredFromAbove(double median, Verdict verdict) {
    assertThat(Verdict.of(bound(1.20, 1.08, Bound.Better.LOWER, 25), spread(median), ANY))
        .isEqualTo(verdict);
  }

  @ParameterizedTest
  @CsvSource({"0.96, MISSED", "0.97, HOLDS", "1.0, GOAL_REACHED"})
  void higherIsBetter_isMeasuredFromBelow(double median, Verdict verdict) {
    assertThat(Verdict.of(bound(0.97, 1.0, Bound.Better.HIGHER, 25), spread(median), ANY))
        .isEqualTo(verdict);
  }

  @ParameterizedTest
  @CsvSource({"17, 25, MISSED", "17, 17, MISSED", "25, 17, REPORTED", "0, 17, REPORTED"})
  void bound_appliesFromAJdkOn(int from, int jdk, Verdict verdict) {
    assertThat(Verdict.of(bound(1.0, 1.0, Bound.Better.LOWER, from), spread(2), jdk))
        .isEqualTo(verdict);
  }

  @Test
  void noBound_isReported_orReachesItsGoal() {
    Bound bound = bound(null, 1.0, Bound.Better.HIGHER, 25);

    assertThat(Verdict.of(bound, spread(0.5), ANY)).isEqualTo(Verdict.REPORTED);
    assertThat(Verdict.of(bound, spread(1.5), ANY)).isEqualTo(Verdict.GOAL_REACHED);
  }

  @Test
  void noFigure_isNotMeasured() {
    Bound bound = bound(1.0, 1.0, Bound.Better.LOWER, 25);

    assertThat(Verdict.of(bound, null, ANY)).isEqualTo(Verdict.NOT_MEASURED);
  }

  @Test
  void worst_ofSeveral_isToldFirst() {
    assertThat(Verdict.worst(Stream.of(Verdict.GOAL_REACHED, Verdict.MISSED)))
        .isEqualTo(Verdict.MISSED);
    assertThat(Verdict.worst(Stream.of(Verdict.NOT_MEASURED, Verdict.REPORTED)))
        .isEqualTo(Verdict.REPORTED);
    assertThat(Verdict.worst(Stream.of())).isEqualTo(Verdict.NOT_MEASURED);
  }

  private static Bound bound(@Nullable Double bound, double goal, Bound.Better better, int from) {
    return new Bound("id", "figure", "ratio", bound, goal, better, from);
  }

  private static Spread spread(double median) {
    return new Spread(median, median, median, 1);
  }
}
