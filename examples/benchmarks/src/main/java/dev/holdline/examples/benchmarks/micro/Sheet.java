package dev.holdline.examples.benchmarks.micro;

import dev.holdline.examples.benchmarks.figure.Figure;
import dev.holdline.examples.benchmarks.figure.Journal;
import dev.holdline.examples.benchmarks.figure.Spread;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Enters figures of single calls into the journal, all under the same labels. */
record Sheet(Journal journal) {
  static final String SUITE = "micro";

  /**
   * What was measured.
   *
   * @param call the function and its type of buffer, or what stands in its place
   * @param thread on what kind of thread
   * @param situation what the call meets, for example {@code ready} or {@code waiting}
   */
  record Row(String call, String thread, String situation) {}

  void add(Row row, String contender, String metric, String unit, Spread spread) {
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put("call", row.call());
    labels.put("thread", row.thread());
    labels.put("situation", row.situation());
    labels.put("contender", contender);
    journal.add(new Figure(SUITE, Collections.unmodifiableMap(labels), metric, unit, spread));
  }

  /** Enters what one contender took. */
  void add(Row row, String contender, Samples samples) {
    add(row, contender, "time", "ns", samples.nanos());
    add(row, contender, "allocated in the JVM", "B", samples.bytes());
  }

  /** Enters what both took, and how they compare. */
  void add(Row row, Map<Binding, Samples> samples) {
    samples.forEach((binding, taken) -> add(row, binding.label(), taken));
    Samples plain = of(samples, Binding.PLAIN);
    Samples held = of(samples, Binding.HELD);
    add(row, Binding.HELD.label(), "time beyond plain", "ns", held.nanosBeyond(plain));
    add(row, Binding.HELD.label(), "time over plain", "ratio", held.timeOver(plain));
  }

  /** Returns what a map of both contenders has for one. */
  static <T> T of(Map<Binding, T> both, Binding binding) {
    T value = both.get(binding);
    if (value == null) {
      throw new IllegalArgumentException("nothing was measured for " + binding.label());
    }
    return value;
  }
}
