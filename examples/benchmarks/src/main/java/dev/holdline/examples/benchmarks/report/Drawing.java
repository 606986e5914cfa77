package dev.holdline.examples.benchmarks.report;

import java.awt.Color;
import java.awt.Font;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.knowm.xchart.ChartEncoder;
import org.knowm.xchart.HorizontalBarChart;
import org.knowm.xchart.HorizontalBarChartBuilder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.internal.chartpart.AxesChart;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;

/** Draws charts with XChart, as SVG that depends on nothing but the figures and the fonts. */
final class Drawing {
  private static final int WIDTH = 900;
  private static final int HEIGHT = 420;
  private static final int MARGINS = 130;
  private static final int BAR = 16;
  private static final int GAP = 12;
  private static final double OUTSIDE = 1.1;
  private static final double ROOM_FOR_NUMBERS = 0.15;
  private static final double SPARSE_FROM = 20;
  private static final int MOST_IN_A_ROW = 4; // names below a chart

  /** Okabe and Ito's colours, which people who are blind to some colours can tell apart, too. */
  private static final Color[] COLORS = {
    new Color(0x0072B2),
    new Color(0xE69F00),
    new Color(0x009E73),
    new Color(0xCC79A7),
    new Color(0xD55E00),
    new Color(0x56B4E9),
    new Color(0x999999),
    new Color(0xF0E442)
  };

  /** A hundredth of a pixel is enough: the files are a third smaller without the rest. */
  private static final Pattern DIGITS_BEYOND_TWO = Pattern.compile("(\\.\\d\\d)\\d+");

  private Drawing() {}

  /** Draws what a chart shows. */
  static AxesChart<?, ?> draw(Plot plot) {
    return plot.spec().kind() == ChartSpec.Kind.LINES ? lines(plot) : bars(plot);
  }

  private static XYChart lines(Plot plot) {
    XYChart chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title(plot.title())
            .xAxisTitle(plot.spec().x())
            .yAxisTitle(plot.unit())
            .build();
    style(chart.getStyler(), plot);
    chart.getStyler().setXAxisLogarithmic(plot.spec().logarithmic());
    chart.getStyler().setYAxisLogarithmic(plot.spec().logarithmic());
    // With less than some decades between them, few lines of the grid would have a number.
    chart.getStyler().setYAxisLogarithmicDecadeOnly(plot.most() / plot.least() > SPARSE_FROM);
    chart.getStyler().setXAxisTickLabelsFormattingFunction(Numbers::round);
    chart.getStyler().setYAxisTickLabelsFormattingFunction(Numbers::round);
    plot.series()
        .forEach(
            (name, values) ->
                chart.addSeries(
                    name,
                    values.keySet().stream().map(Plot::number).toList(),
                    List.copyOf(values.values())));
    return chart;
  }

  /** Bars that lie, so that their names have room, with the number at the end of each. */
  private static HorizontalBarChart bars(Plot plot) {
    List<String> categories = plot.categories();
    HorizontalBarChart chart =
        new HorizontalBarChartBuilder()
            .width(WIDTH)
            .height(MARGINS + categories.size() * (plot.series().size() * BAR + GAP))
            .title(plot.title())
            .xAxisTitle(plot.unit())
            .build();
    style(chart.getStyler(), plot);
    // Not more than there are, and so all of them.
    chart.getStyler().setXAxisMaxLabelCount(categories.size() + 1);
    chart.getStyler().setLabelsVisible(true).setLabelsPosition(OUTSIDE);
    chart.getStyler().setXAxisTickLabelsFormattingFunction(Numbers::round);
    if (plot.spec().logarithmic()) {
      double begin = powerOfTenBelow(plot.least());
      chart.getStyler().setXAxisLogarithmic(true);
      chart.getStyler().setXAxisMin(begin);
      chart.getStyler().setXAxisMax(plot.most() * Math.pow(plot.most() / begin, ROOM_FOR_NUMBERS));
    } else {
      chart.getStyler().setXAxisMax(plot.most() * (1 + ROOM_FOR_NUMBERS));
    }
    plot.series()
        .forEach((name, values) -> chart.addSeries(name, row(values, categories), categories));
    return chart;
  }

  /** The values for all categories; null, which XChart leaves out, where there is none. */
  private static List<Double> row(Map<String, Double> values, List<String> categories) {
    List<Double> row = new ArrayList<>();
    categories.forEach(category -> row.add(values.get(category)));
    return row;
  }

  private static double powerOfTenBelow(double value) {
    return Math.pow(10, Math.ceil(Math.log10(value)) - 1);
  }

  private static void style(AxesChartStyler styler, Plot plot) {
    style(styler);
    if (plot.series().size() > MOST_IN_A_ROW) {
      styler.setLegendPosition(LegendPosition.OutsideE);
      styler.setLegendLayout(LegendLayout.Vertical);
    }
  }

  static void style(AxesChartStyler styler) {
    styler.setSeriesColors(COLORS);
    styler.setChartBackgroundColor(Color.WHITE);
    styler.setPlotBorderVisible(false);
    styler.setPlotGridLinesColor(new Color(0xDDDDDD));
    styler.setLegendPosition(LegendPosition.OutsideS);
    styler.setLegendLayout(LegendLayout.Horizontal);
    styler.setLegendBorderColor(Color.WHITE);
    styler.setChartTitleFont(new Font(Font.SANS_SERIF, Font.BOLD, 14));
  }

  /** Writes a chart; two of the same figures are the same to the byte. */
  static void write(AxesChart<?, ?> chart, Path file) throws IOException {
    String svg = new String(ChartEncoder.getBytes(chart, "svg"), StandardCharsets.UTF_8);
    Files.writeString(file, DIGITS_BEYOND_TWO.matcher(svg).replaceAll("$1"));
  }
}
