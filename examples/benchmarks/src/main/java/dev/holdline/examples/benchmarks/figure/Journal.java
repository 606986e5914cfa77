package dev.holdline.examples.benchmarks.figure;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Takes down what the suites measure, and tells the reader as it comes. Used by one thread. */
public final class Journal {
  private final Bounds bounds;
  private final PrintStream progress;
  private final List<Figure> figures = new ArrayList<>();
  private final Map<String, Spread> headlines = new LinkedHashMap<>();
  private final Map<String, RequestCpu> requestCpu = new LinkedHashMap<>();

  /**
   * Creates an empty journal.
   *
   * @param progress where the reader looks
   */
  public Journal(Bounds bounds, PrintStream progress) {
    this.bounds = bounds;
    this.progress = progress;
  }

  /** Tells the reader what is going on. */
  public void progress(String line) {
    progress.println(line);
  }

  /** Tells the reader what failed, and where. */
  public void failure(Throwable failed) {
    failed.printStackTrace(progress);
  }

  /** Takes down a figure. */
  public void add(Figure figure) {
    figures.add(figure);
    progress(
        String.format(
            Locale.ROOT,
            "%s %s: %s",
            String.join(", ", figure.labels().values()),
            figure.metric(),
            show(figure.spread(), figure.unit())));
  }

  /**
   * Takes down a figure that has a bound.
   *
   * @param id of the bound
   */
  public void headline(String id, Spread spread) {
    Bound bound = bounds.headline(id);
    headlines.put(id, spread);
    progress(
        String.format(
            Locale.ROOT,
            "  => %s: %s, %s",
            bound.figure(),
            show(spread, bound.unit()),
            Verdict.of(bound, spread, Runtime.version().feature()).text()));
  }

  /**
   * Takes down a figure that has a bound, with the processors' time that it took.
   *
   * @param id of the bound
   */
  public void headline(String id, Spread spread, RequestCpu cpu) {
    headline(id, spread);
    requestCpu.put(id, cpu);
  }

  private static String show(Spread spread, String unit) {
    return String.format(
        Locale.ROOT,
        "%.4g %s (%.4g to %.4g, %d samples)",
        spread.median(),
        unit,
        spread.min(),
        spread.max(),
        spread.samples());
  }

  /** Returns the figures in the order in which they came. */
  public List<Figure> figures() {
    return List.copyOf(figures);
  }

  /** Returns the figures that have a bound, by its id, in the order in which they came. */
  public Map<String, Spread> headlines() {
    return Collections.unmodifiableMap(new LinkedHashMap<>(headlines));
  }

  /** Returns the processors' time of those of them of which it is known, by the same id. */
  public Map<String, RequestCpu> requestCpu() {
    return Collections.unmodifiableMap(new LinkedHashMap<>(requestCpu));
  }
}
