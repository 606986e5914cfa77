package dev.holdline.examples.benchmarks.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * What the page says of one suite beside its tables, from {@code sections.json} beside this class.
 *
 * @param suite its name
 * @param title of the section
 * @param about what is measured there, and how
 * @param charts to draw, where there are figures for them
 */
record Section(String suite, String title, String about, List<ChartSpec> charts) {
  /** Reads the file. The page has its sections in the same order. */
  static List<Section> load() {
    try (InputStream json = Section.class.getResourceAsStream("sections.json")) {
      return List.of(new ObjectMapper().readValue(json, Section[].class));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
