package dev.holdline.examples.benchmarks.scale;

import dev.holdline.examples.benchmarks.Plan;
import dev.holdline.examples.benchmarks.child.ChildFailure;
import dev.holdline.examples.benchmarks.figure.Figure;
import dev.holdline.examples.benchmarks.figure.Journal;
import dev.holdline.examples.benchmarks.figure.Spread;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Measures crowds one by one: the table of ways and sizes. */
record Census(String suite, Plan plan, Journal journal) {
  private static final int WAKES = 100; // in a round

  /** Measures one crowd; one that the machine cannot hold is left out, and the reader is told. */
  void take(Way way, int count) throws IOException, InterruptedException {
    try (CrowdChild crowd = CrowdChild.start(way, count)) {
      weigh(way, count, crowd.park());
      double[] sameMicros = new double[plan.choose(5, 15)];
      double[] nextMicros = new double[sameMicros.length];
      for (int i = 0; i < sameMicros.length; i++) {
        sameMicros[i] = crowd.wakeSameMicros(WAKES);
        nextMicros[i] = crowd.wakeNextMicros(WAKES);
      }
      add(way, count, "wake the same one", "us", sameMicros);
      add(way, count, "wake another each time", "us", nextMicros);
      double[] wakeAllMillis = new double[plan.choose(3, 5)];
      for (int i = 0; i < wakeAllMillis.length; i++) {
        wakeAllMillis[i] = crowd.wakeAllMillis();
      }
      add(way, count, "wake all", "ms", wakeAllMillis);
      CrowdChild.Idle idle = crowd.idle(plan.choose(1, 5));
      add(way, count, "idle CPU of the process", "% of a core", idle.cpuPercent());
      add(way, count, "idle wake-ups of the process", "1/min", idle.wakeupsPerMinute());
    } catch (ChildFailure failure) {
      journal.progress(way.label() + ", " + count + " is left out: " + failure.getMessage());
    }
  }

  private void weigh(Way way, int count, CrowdChild.Parked parked) {
    add(way, count, "park all", "ms", parked.millis());
    add(way, count, "resident set each", "B", parked.resident());
    add(way, count, "heap each", "B", parked.heap());
    add(way, count, "kernel memory each, from /proc/meminfo", "B", parked.kernel());
  }

  void add(Way way, int count, String metric, String unit, double... samples) {
    add(way, count, metric, unit, Spread.of(samples));
  }

  void add(Way way, int count, String metric, String unit, Spread spread) {
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put("way", way.label());
    labels.put("receivers", "" + count);
    journal.add(new Figure(suite, labels, metric, unit, spread));
  }
}
