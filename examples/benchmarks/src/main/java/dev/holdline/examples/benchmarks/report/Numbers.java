package dev.holdline.examples.benchmarks.report;

import dev.holdline.examples.benchmarks.figure.Bound;
import dev.holdline.examples.benchmarks.figure.Spread;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Numbers as the page shows them. */
final class Numbers {
  private static final MathContext DIGITS = new MathContext(4, RoundingMode.HALF_EVEN);
  private static final int GROUPED_FROM = 1000;
  private static final int CENTS = 2;

  private Numbers() {}

  /** Returns a measured number with four digits, or all that stand before the point. */
  static String measured(double value) {
    if (!Double.isFinite(value)) {
      return Double.toString(value);
    }
    if (Math.abs(value) >= GROUPED_FROM || value == Math.rint(value)) {
      return String.format(Locale.ROOT, "%,.0f", value);
    }
    BigDecimal rounded = new BigDecimal(value).round(DIGITS);
    int beforeThePoint = rounded.precision() - rounded.scale();
    return rounded.setScale(DIGITS.getPrecision() - beforeThePoint).toPlainString();
  }

  /** Returns a number for an axis, without digits that say nothing. */
  static String round(double value) {
    String number = measured(value);
    return number.contains(".") ? number.replaceAll("\\.?0+$", "") : number;
  }

  /** Returns the median, and the smallest and largest sample if there was more than one. */
  static String spread(Spread spread) {
    String median = measured(spread.median());
    return spread.samples() == 1
        ? median
        : median + " (" + measured(spread.min()) + " to " + measured(spread.max()) + ")";
  }

  /** Returns a bound or goal, which is shown as it was decided on: not rounded. */
  static String limit(Bound bound, double value) {
    BigDecimal exact = BigDecimal.valueOf(value);
    String number =
        value == Math.rint(value)
            ? String.format(Locale.ROOT, "%,.0f", value)
            : exact.setScale(Math.max(CENTS, exact.scale())).toPlainString();
    String way = bound.better() == Bound.Better.LOWER ? "at most " : "at least ";
    return way + number + unit(bound.unit());
  }

  /** Returns a unit as it follows a number; a ratio has none. */
  static String unit(String unit) {
    return unit.equals("ratio") ? "" : " " + unit;
  }
}
