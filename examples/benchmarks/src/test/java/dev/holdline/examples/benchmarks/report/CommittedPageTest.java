package dev.holdline.examples.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdline.examples.benchmarks.figure.Bounds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page and the README in the repository are what the JSON beside the page gives. */
class CommittedPageTest {
  private static final Path MODULE = Path.of("").toAbsolutePath();
  private static final Path RESULTS = MODULE.resolve("results");
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

    String findings = Files.readString(MODULE.resolve("FINDINGS.md"));

    assertThat(Files.readString(page))
        .as(REDRAW)
        .isEqualTo(new Page(bounds, runs, Section.load(), "results").markdown(findings));
  }

  @Test
  void charts_areThoseOfThePage() throws Exception {
    List<String> drawn =
        runs.isEmpty()
            ? List.of()
            : new Page(bounds, runs, Section.load(), "results")
                .plots().stream().map(plot -> plot.name() + ".svg").toList();

    assertThat(charts())
        .as(REDRAW + " and delete the others")
        .containsExactlyInAnyOrderElementsOf(drawn);
  }

  private static List<String> charts() throws IOException {
    if (!Files.isDirectory(RESULTS)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(RESULTS)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".svg"))
          .toList();
    }
  }
}
