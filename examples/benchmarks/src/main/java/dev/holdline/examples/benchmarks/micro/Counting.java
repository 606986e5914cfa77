package dev.holdline.examples.benchmarks.micro;

import dev.holdline.examples.benchmarks.Plan;
import dev.holdline.examples.benchmarks.Threads;
import dev.holdline.examples.benchmarks.figure.Journal;
import dev.holdline.examples.benchmarks.figure.Spread;
import dev.holdline.examples.benchmarks.micro.Sheet.Row;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** The part of the suite that counts: the same numbers in any weather. */
record Counting(Sheet sheet, Journal journal) {
  void run(Plan plan) throws IOException, InterruptedException {
    double[] most = new double[plan.choose(1, 3)];
    for (int round = 0; round < most.length; round++) {
      most[round] = allocation(round == 0);
    }
    journal.headline("allocation-beyond-plain", Spread.of(most));
    if (SystemCallCount.isPossible()) {
      systemCalls();
    } else {
      journal.progress("System calls are not counted: strace is not installed");
    }
  }

  /** Returns the most that a held call allocates beyond the plain one. */
  private double allocation(boolean entered) throws IOException, InterruptedException {
    Map<Binding, Map<Subject, Spread>> counts = new EnumMap<>(Binding.class);
    for (Binding binding : Binding.values()) {
      Map<Subject, Spread> counted = AllocationCount.inChildJvm(binding);
      counts.put(binding, counted);
      if (entered) {
        counted.forEach(
            (subject, bytes) ->
                sheet.add(row(subject), binding.label(), "allocated by the call", "B", bytes));
      }
    }
    OptionalDouble most =
        AllocationCount.beyond(Sheet.of(counts, Binding.HELD), Sheet.of(counts, Binding.PLAIN))
            .values()
            .stream()
            .mapToDouble(Double::doubleValue)
            .max();
    return most.orElseThrow();
  }

  private void systemCalls() throws IOException, InterruptedException {
    for (Binding binding : Binding.values()) {
      SystemCallCount.inChildJvm(binding)
          .forEach(
              (subject, calls) -> {
                double[] counts = calls.stream().mapToDouble(List::size).toArray();
                sheet.add(
                    row(subject), binding.label(), "system calls", "calls", Spread.of(counts));
              });
    }
  }

  private static Row row(Subject subject) {
    return new Row(
        subject.call().label(), Threads.PLATFORM.label(), subject.waits() ? "waiting" : "ready");
  }
}
