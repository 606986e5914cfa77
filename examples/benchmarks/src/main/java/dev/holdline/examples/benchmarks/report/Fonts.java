package dev.holdline.examples.benchmarks.report;

import java.util.List;
import org.knowm.xchart.ChartEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;

/** The charts need fonts, which a machine without a screen may lack. */
public final class Fonts {
  private static final int SIZE = 200;

  private Fonts() {}

  /**
   * Finds out by drawing, before anything is measured for a page that could not be drawn.
   *
   * @throws IllegalStateException with what to install
   */
  public static void require() {
    System.setProperty("java.awt.headless", "true");
    XYChart chart = new XYChartBuilder().width(SIZE).height(SIZE).title("trial").build();
    chart.addSeries("trial", List.of(1, 2), List.of(1, 2));
    try {
      ChartEncoder.getBytes(chart, "svg");
    } catch (Exception | LinkageError | InternalError noFonts) {
      // Which of them it is depends on what is missing: the library, its settings, or any font.
      throw missing(noFonts);
    }
  }

  private static IllegalStateException missing(Throwable cause) {
    return new IllegalStateException(
        "charts cannot be drawn without fonts ("
            + cause
            + "): apt-get install fontconfig"
            + " fonts-dejavu-core, and on a JDK without java.desktop's libraries one that has them",
        cause);
  }
}
