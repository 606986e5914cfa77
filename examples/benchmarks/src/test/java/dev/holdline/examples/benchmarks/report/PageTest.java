package dev.holdline.examples.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdline.examples.benchmarks.figure.Bounds;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PageTest {
  private static final TableSpec TABLE =
      new TableSpec(
          "One connection.",
          List.of("requests"),
          Map.of("connections", List.of("1")),
          List.of("contender"));

  @Test
  void suite_hasTheRowsThatItsTableChooses() {
    assertThat(page(TABLE, Runs.on(25), Runs.on(17)))
        .contains("## Servers\n\nWhat is measured.\n\nOne connection.\n\n| JDK | contender |")
        .contains("| 17 | plain | 21,000 (21,000 to 21,000) |\n\n## other\n\n")
        .doesNotContain("110,000");
  }

  @Test
  void suite_withoutRowsOrWithoutATable_saysSo() {
    TableSpec noRows = new TableSpec("About.", List.of("p50"), Map.of(), List.of("contender"));

    assertThat(page(noRows, Runs.on(25)))
        .contains("About.\n\n*There are no figures for this table.*\n\n## other\n\n")
        .contains("## other\n\n*There are no figures for this table.*\n\n## How the figures were");
  }

  private static String page(TableSpec table, Run... runs) {
    Section section = new Section("wire", "Servers", "What is measured.", table, List.of());
    Evidence evidence = new Evidence(Bounds.load(), List.of(runs), List.of(section));
    return new Page(evidence, "results/", "FINDINGS.md", "rows/ROWS.md").markdown();
  }
}
