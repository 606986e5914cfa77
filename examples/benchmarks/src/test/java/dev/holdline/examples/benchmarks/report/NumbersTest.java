package dev.holdline.examples.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdline.examples.benchmarks.figure.Bound;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "0; 0; 0",
        "1.204; 1.204; 1.204",
        "1.2; 1.200; 1.2",
        "0.000123456; 0.0001235; 0.0001235",
        "100; 100; 100",
        "123456.7; 123,457; 123,457",
        "-2.5; -2.500; -2.5",
        "Infinity; Infinity; Infinity"
      })
  void number_isShown(double value, String measured, String round) {
    assertThat(Numbers.measured(value)).isEqualTo(measured);
    assertThat(Numbers.round(value)).isEqualTo(round);
  }

  @Test
  void limit_isShownAsItWasDecidedOn() {
    assertThat(limit("ratio", 1.2, Bound.Better.LOWER)).isEqualTo("at most 1.20");
    assertThat(limit("ratio", 0.015, Bound.Better.HIGHER)).isEqualTo("at least 0.015");
    assertThat(limit("B", 1000, Bound.Better.LOWER)).isEqualTo("at most 1,000 B");
  }

  private static String limit(String unit, double value, Bound.Better better) {
    return Numbers.limit(new Bound("id", "figure", unit, value, value, better, 25), value);
  }
}
