package dev.holdline.examples.benchmarks.figure;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/**
 * The bounds and goals of all figures, from {@code bounds.json} beside this class: the one place
 * where they stand.
 *
 * @param headlines of a run of the benchmarks, in the order of the report
 * @param guarded the headlines that the guard looks at, with all that they compare on one core
 * @param guardSlack how many times its bound such a look, with other work on the machine, may find
 * @param systemCalls in a gated call on a platform thread
 * @param allocatedBytes by a gated call on a platform thread, beyond the plain one
 */
public record Bounds(
    List<Bound> headlines,
    List<OneCoreBound> guarded,
    double guardSlack,
    List<CallBound> systemCalls,
    List<CallBound> allocatedBytes) {
  /** Reads the file. */
  public static Bounds load() {
    try (InputStream json = Bounds.class.getResourceAsStream("bounds.json")) {
      return new ObjectMapper().readValue(json, Bounds.class);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** Returns what a headline has to keep on one core, if the guard looks at it. */
  public Optional<Bound> onOneCore(String id) {
    return guarded.stream()
        .filter(one -> one.id().equals(id))
        .map(one -> headline(id).withBound(one.bound()))
        .findFirst();
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
