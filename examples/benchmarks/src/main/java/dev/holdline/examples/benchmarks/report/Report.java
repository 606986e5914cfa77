package dev.holdline.examples.benchmarks.report;

import dev.holdline.examples.benchmarks.figure.Bounds;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A folder with the page, beside it one with the JSON and the chart of the headlines, and anywhere
 * one with every row and every chart. Used by one thread.
 */
public final class Report {
  private static final String RESULTS = "results";

  private final Path folder;
  private final Path rows;
  private final Path findings;
  private final Bounds bounds;

  /**
   * Names the folders.
   *
   * @param folder where the page is or will be
   * @param rows where every row and every chart go
   * @param findings what people wrote, for the page to name
   */
  public Report(Path folder, Path rows, Path findings, Bounds bounds) {
    this.folder = folder;
    this.rows = rows;
    this.findings = findings;
    this.bounds = bounds;
  }

  /** Makes the folders, or fails before anything is measured for them. */
  public void prepare() throws IOException {
    prepare(results());
    prepare(rows);
  }

  private static void prepare(Path folder) throws IOException {
    try {
      Files.createDirectories(folder);
      Files.delete(Files.createTempFile(folder, "trial", ""));
    } catch (IOException refused) {
      throw new IOException(
          folder + " cannot be written to (" + refused + "): choose another with --output",
          refused);
    }
  }

  /** Keeps a run, in the place of all earlier ones on the same JDK. */
  public void keep(Run run) throws IOException {
    RunFile.write(run, results());
  }

  /** Keeps a run of some suites, in the place of what is kept of these on the same JDK. */
  public void merge(Run run) throws IOException {
    RunFile.merge(run, results());
  }

  /**
   * Makes one file of the figures of a JDK where there are several, one for each run, as an earlier
   * version kept them; of what two of them took, the later is left.
   */
  public void gather() throws IOException {
    RunFile.gather(results());
  }

  /**
   * Draws the page from all runs that are kept.
   *
   * @return the page
   * @throws IllegalStateException when there are none
   */
  public Path draw() throws IOException {
    Evidence evidence = new Evidence(bounds, kept(), Section.load());
    Optional<Plot> chart = evidence.headlineChart();
    if (chart.isPresent()) {
      write(chart.get(), results());
    }
    Path file = folder.resolve("RESULTS.md");
    Page page = new Page(evidence, RESULTS + "/", fromPage(findings), fromPage(rowsPage()));
    Files.writeString(file, page.markdown());
    return file;
  }

  /**
   * Draws every row and every chart, in the place of what was drawn there before.
   *
   * @return the page with every row
   * @throws IllegalStateException when there are none
   */
  public Path drawRows() throws IOException {
    Evidence evidence = new Evidence(bounds, kept(), Section.load());
    Files.createDirectories(rows);
    try (DirectoryStream<Path> charts = Files.newDirectoryStream(rows, "*.svg")) {
      for (Path earlier : charts) {
        Files.delete(earlier);
      }
    }
    for (Plot plot : evidence.plots()) {
      write(plot, rows);
    }
    return Files.writeString(rowsPage(), new RowsPage(evidence).markdown());
  }

  private static void write(Plot plot, Path folder) throws IOException {
    Drawing.write(Drawing.draw(plot), folder.resolve(plot.file()));
  }

  /** Puts the headline table of all runs that are kept into the README. */
  public void headline(Path readme) throws IOException {
    Files.writeString(readme, Readme.with(Files.readString(readme), bounds, kept()));
  }

  /** Returns whether every suite of the runs that are kept succeeded and every bound holds. */
  public boolean succeeded() throws IOException {
    return kept().stream().allMatch(run -> run.succeeded(bounds));
  }

  private List<Run> kept() throws IOException {
    List<Run> runs = RunFile.readAll(results());
    if (runs.isEmpty()) {
      throw new IllegalStateException(
          "there are no figures in " + results() + ": take some with examples/run benchmarks");
    }
    return runs;
  }

  private Path results() {
    return folder.resolve(RESULTS);
  }

  private Path rowsPage() {
    return rows.resolve("ROWS.md");
  }

  private String fromPage(Path file) {
    return folder
        .toAbsolutePath()
        .normalize()
        .relativize(file.toAbsolutePath().normalize())
        .toString();
  }
}
