package dev.holdline.examples.benchmarks.figure;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * The bounds and goals of all figures, from {@code bounds.json} beside this class: the one place
 * where they stand.
 *
 * @param headlines of a run of the benchmarks, in the order of the report
 */
public record Bounds(List<Bound> headlines) {
  /** Reads the file. */
  public static Bounds load() {
    try (InputStream json = Bounds.class.getResourceAsStream("bounds.json")) {
      return new ObjectMapper().readValue(json, Bounds.class);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /**
   * Returns the bound of a headline figure.
   *
   * @throws IllegalArgumentException when the file has none of this id
   */
  public Bound headline(String id) {
    return headlines.stream()
        .filter(bound -> bound.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("bounds.json has no headline " + id));
  }
}
