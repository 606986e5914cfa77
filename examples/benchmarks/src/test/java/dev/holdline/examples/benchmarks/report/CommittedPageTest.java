package dev.holdline.examples.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdline.examples.benchmarks.figure.Bounds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page and the README in the repository are what the JSON beside the page gives. */
class CommittedPageTest {
  private static final Path MODULE = Path.of("").toAbsolutePath();
  private static final Path RESULTS = MODULE.resolve("results");
  private static final int MOST_LINES = 300;
  private static final String REDRAW = "run examples/run benchmarks --report";

  private final Bounds bounds = Bounds.load();
  private final List<Run> runs;

  CommittedPageTest() throws IOException {
    runs = RunFile.readAll(RESULTS);
  }

  @Test
  void readme_hasTheTableOfTheFigures_andNoneWithoutFigures() throws Exception {
    String readme = Files.readString(MODULE.resolve("../../README.md"));

    assertThat(readme).as(REDRAW).isEqualTo(Readme.with(readme, bounds, runs));
  }

  @Test
  void page_isThatOfTheFigures_andThereIsNoneWithoutFigures() throws Exception {
    Path page = MODULE.resolve("RESULTS.md");
    if (runs.isEmpty()) {
      assertThat(page).doesNotExist();
      return;
    }

    Evidence evidence = new Evidence(bounds, runs, Section.load());
    assertThat(Files.readString(page))
        .as(REDRAW)
        .isEqualTo(new Page(evidence, "results/", "FINDINGS.md", "target/rows/ROWS.md").markdown())
        .satisfies(text -> assertThat(text.lines()).hasSizeLessThanOrEqualTo(MOST_LINES));
    assertThat(evidence.measured())
        .as("suites whose table has no row")
        .allMatch(section -> rows(evidence, section).isPresent());
  }

  private static Optional<Table> rows(Evidence evidence, Section section) {
    return Optional.ofNullable(section.table())
        .flatMap(table -> table.of(evidence.figures(section)));
  }

  @Test
  void results_areAFileForEachJdk_andTheChartOfTheHeadlines() throws Exception {
    List<String> expected =
        Stream.concat(
                runs.stream().map(run -> "figures-" + run.jdk() + ".json").distinct(),
                new Evidence(bounds, runs, Section.load()).headlineChart().map(Plot::file).stream())
            .toList();

    assertThat(results()).as(REDRAW).containsExactlyInAnyOrderElementsOf(expected);
  }

  private static List<String> results() throws IOException {
    if (!Files.isDirectory(RESULTS)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(RESULTS)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
