package dev.holdline.examples.benchmarks.report;

import dev.holdline.examples.benchmarks.figure.Bounds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A folder with the page, and beside it one with the JSON and the charts. Used by one thread. */
public final class Report {
  private static final String RESULTS = "results";

  private final Path folder;
  private final Path findings;
  private final Bounds bounds;

  /**
   * Names the folder.
   *
   * @param folder where the page is or will be
   * @param findings what people wrote, for the page to include
   */
  public Report(Path folder, Path findings, Bounds bounds) {
    this.folder = folder;
    this.findings = findings;
    this.bounds = bounds;
  }

  /** Makes the folder, or fails before anything is measured for it. */
  public void prepare() throws IOException {
    try {
      Files.createDirectories(results());
      Files.delete(Files.createTempFile(results(), "trial", ""));
    } catch (IOException refused) {
      throw new IOException(
          results() + " cannot be written to (" + refused + "): choose another with --output",
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
   * Draws the page from all runs that are kept.
   *
   * @return the page
   * @throws IllegalStateException when there are none
   */
  public Path draw() throws IOException {
    Page page = new Page(bounds, kept(), Section.load(), RESULTS);
    for (Plot plot : page.plots()) {
      Drawing.write(Drawing.draw(plot), results().resolve(plot.name() + ".svg"));
    }
    Path file = folder.resolve("RESULTS.md");
    Files.writeString(file, page.markdown(Files.readString(findings)));
    return file;
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
}
