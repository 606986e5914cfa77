package dev.holdline.examples.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdline.examples.benchmarks.figure.Bounds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
  private final Path folder;
  private final Report report;

  ReportTest(@TempDir Path folder) {
    this.folder = folder;
    report =
        new Report(folder, folder.resolve("rows"), folder.resolve("../FINDINGS.md"), Bounds.load());
  }

  @BeforeEach
  void prepare() throws IOException {
    Fonts.require();
    report.prepare();
  }

  @Test
  void rows_areAllFigures_andAllCharts() throws Exception {
    report.keep(Runs.on(25));
    report.keep(Runs.on(17));

    Path rows = report.drawRows();

    assertThat(rows).isEqualTo(folder.resolve("rows/ROWS.md"));
    assertThat(Files.readString(rows))
        .contains("| figure | JDK 25 | JDK 17 | bound | goal | verdict |")
        .contains(
            "over plain recv (17 too) | 1.100 (1 to 1.300) | 1.100 (1 to 1.300) | at most 1.20")
        .contains("| JDK | contender | connections | requests, 1/s |")
        .contains("| 17 | plain | 10 | 110,000 (110,000 to 110,000) |")
        .contains("## other\n\n| JDK | size, B |")
        .contains("| processor | a processor, 2 cores | a processor, 2 cores |")
        .contains("FAILED after 5 s: Oops: 7")
        .contains("60 s, 12 % of it stolen by the host, 3 % of it taken by other programs")
        .contains("](wire-requests.svg)", "](headlines.svg)")
        .contains("*Latency: there are no figures for this chart.*")
        .doesNotContain("null");
  }

  @Test
  void page_hasTheHeadlines_andSaysWhereTheRestIs() throws Exception {
    report.keep(Runs.on(25));
    report.keep(Runs.on(17));

    Path page = report.draw();

    assertThat(page).isEqualTo(folder.resolve("RESULTS.md"));
    assertThat(Files.readString(page))
        .contains("| figure | JDK 25 | JDK 17 | bound | goal | verdict |")
        .contains("](results/headlines.svg)", "(../FINDINGS.md)", "`rows/ROWS.md`")
        .contains("## Servers, one end held", "FAILED after 5 s: Oops: 7")
        .doesNotContain("wire-requests.svg", "null");
  }

  @Test
  void charts_areWellFormed_andTheSameEachTime() throws Exception {
    report.keep(Runs.on(25));
    report.draw();
    report.drawRows();
    Path chart = folder.resolve("rows/wire-requests.svg");
    String first = Files.readString(chart);

    report.drawRows();

    assertThat(Files.readString(chart)).isEqualTo(first);
    assertThat(folder.resolve("results/headlines.svg"))
        .hasSameTextualContentAs(folder.resolve("rows/headlines.svg"));
    assertThat(folder.resolve("results/wire-requests.svg")).doesNotExist();
    for (String name : List.of("headlines", "wire-requests")) {
      Path file = folder.resolve("rows").resolve(name + ".svg");
      assertThat(parser().parse(file.toFile()).getDocumentElement().getTagName()).isEqualTo("svg");
    }
  }

  @Test
  void charts_thatNobodyDrawsAnyMore_go() throws Exception {
    Path earlier = Files.writeString(folder.resolve("rows/wire-latency-9.svg"), "<svg/>");
    report.keep(Runs.on(25));

    report.drawRows();

    assertThat(earlier).doesNotExist();
  }

  @Test
  void noFigures_saysHowToTakeSome() {
    assertThatThrownBy(report::draw).hasMessageContaining("examples/run benchmarks");
  }

  @Test
  void gather_ofFiguresInTheEarlierLayout_makesOneFileForAJdk() throws Exception {
    report.keep(Runs.on(25));
    Path pairs = folder.resolve("results/figures-25-pairs.json");
    Files.writeString(pairs, new ObjectMapper().writeValueAsString(Runs.ofPairs(25)));

    report.gather();

    assertThat(pairs).doesNotExist();
    assertThat(Files.readString(report.draw()))
        .contains("|  | JDK 25: wire, scale | JDK 25: pairs |");
  }

  @Test
  void suiteThatFailed_isNoSuccess() throws Exception {
    report.keep(Runs.on(25));

    assertThat(report.succeeded()).isFalse();
  }

  @Test
  void readme_getsTheTable_andKeepsTheRest() throws Exception {
    Path readme = folder.resolve("README.md");
    String before = "before\n<!-- figures: written by examples/run benchmarks -->\n";
    Files.writeString(readme, before + "stale\n<!-- end of figures -->\nafter\n");
    report.keep(Runs.on(25));

    report.headline(readme);

    assertThat(Files.readString(readme))
        .startsWith(before + "\n| figure | JDK 25 | bound |")
        .endsWith("(examples/benchmarks/RESULTS.md).\n\n<!-- end of figures -->\nafter\n")
        .doesNotContain("stale");
  }

  @Test
  void readmeWithoutAPlace_isRefused() throws Exception {
    Path readme = Files.writeString(folder.resolve("README.md"), "nothing\n");
    report.keep(Runs.on(25));

    assertThatThrownBy(() -> report.headline(readme)).hasMessageContaining("<!-- figures");
  }

  @Test
  void page_ofSeveralRunsOnAJdk_saysWhereEachPartComesFrom() throws Exception {
    report.keep(Runs.on(25));
    report.merge(Runs.ofPairs(25));

    String page = Files.readString(report.draw());

    assertThat(page)
        .contains("| figure | JDK 25 | CPU time, held / other, JDK 25 | bound | goal | verdict |")
        .contains("(17 too) | 1.250 (1.200 to 1.400) | 25.25 / 12.50 us | at most 1.20")
        .contains("|  | JDK 25: wire, scale | JDK 25: pairs |")
        .contains("| Holdline | abc1234 | def5678 |")
        .contains(
            "| suite pairs |  | 30 s, 1 % of it stolen by the host, 34 % of it taken by other");
  }

  @Test
  void readme_ofSeveralRuns_saysWhereEachPartComesFrom() throws Exception {
    Path readme = folder.resolve("README.md");
    Files.writeString(
        readme, "<!-- figures: written by examples/run benchmarks -->\n<!-- end of figures -->\n");
    report.keep(Runs.on(25));
    report.merge(Runs.ofPairs(25));

    report.headline(readme);

    assertThat(Files.readString(readme))
        .contains(
            "JDK 25 at abc1234 (wire, scale; begun 2026-01-02T03:04:05Z; other programs took 3 %",
            "JDK 25 at def5678 (pairs; begun 2026-02-03T04:05:06Z; other programs took 34 %");
  }

  /** Does not fetch the document type that the charts name. */
  private static DocumentBuilder parser() throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
    return factory.newDocumentBuilder();
  }
}
