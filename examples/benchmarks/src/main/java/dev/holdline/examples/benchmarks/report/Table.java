package dev.holdline.examples.benchmarks.report;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Rows below a header, as wide as it.
 *
 * @param header the names of the columns
 * @param rows the cells, from left to right
 */
record Table(List<String> header, List<List<String>> rows) {
  /** Returns the table in Markdown. */
  String markdown() {
    return line(header)
        + line(header.stream().map(column -> "---").toList())
        + rows.stream().map(Table::line).collect(Collectors.joining());
  }

  private static String line(List<String> cells) {
    return cells.stream()
        .map(cell -> cell.replace("|", "\\|").replace("\n", " "))
        .collect(Collectors.joining(" | ", "| ", " |\n"));
  }
}
