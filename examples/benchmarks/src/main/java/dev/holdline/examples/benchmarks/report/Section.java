package dev.holdline.examples.benchmarks.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the pages say of one suite, and which of its figures they show, from {@code sections.json}
 * beside this class.
 *
 * @param suite its name
 * @param title of the section
 * @param about what is measured there, and how
 * @param table the rows for the page that is read first, null for a suite that has none there
 * @param charts to draw, where there are figures for them
 */
record Section(
    String suite, String title, String about, @Nullable TableSpec table, List<ChartSpec> charts) {
  /** Reads the file. The pages have their sections in the same order. */
  static List<Section> load() {
    try (InputStream json = Section.class.getResourceAsStream("sections.json")) {
      return List.of(new ObjectMapper().readValue(json, Section[].class));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** Returns what stands above its tables and charts. */
  String heading() {
    return "## " + title + "\n\n" + (about.isEmpty() ? "" : about + "\n\n");
  }
}
