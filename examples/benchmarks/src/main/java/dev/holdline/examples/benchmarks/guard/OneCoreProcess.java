package dev.holdline.examples.benchmarks.guard;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdline.Holdline;
import dev.holdline.examples.benchmarks.Threads;
import dev.holdline.examples.benchmarks.child.Answers;
import dev.holdline.examples.benchmarks.child.Child;
import dev.holdline.examples.benchmarks.figure.Spread;
import dev.holdline.examples.benchmarks.wire.pair.PairRatio;
import dev.holdline.posix.LibC;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Takes ratios in a JVM of its own, with everything that is compared on one core. Only what the JVM
 * does by itself, its compiler and its collector, has the others.
 */
final class OneCoreProcess implements AutoCloseable {
  private static final Duration BOUND = Duration.ofMinutes(3);

  private final Child child;

  /**
   * Starts one.
   *
   * @param slowed by how much each held {@code recv} takes longer than it does
   */
  OneCoreProcess(Duration slowed) throws IOException {
    this.child =
        Child.start(
            OneCoreProcess.class, List.of("-Xmx128m"), List.of(String.valueOf(slowed.toNanos())));
  }

  Spread take(PairRatio ratio, int rounds, int operations)
      throws IOException, InterruptedException {
    return new ObjectMapper()
        .treeToValue(
            child.ask(
                BOUND, "take", ratio.name(), String.valueOf(rounds), String.valueOf(operations)),
            Spread.class);
  }

  /** Returns how many cores a new thread of each kind may use. */
  List<Integer> coresOfThreads() throws InterruptedException {
    List<Integer> cores = new ArrayList<>();
    child.ask(BOUND, "cores").forEach(number -> cores.add(number.asInt()));
    return cores;
  }

  @Override
  public void close() {
    child.close();
  }

  public static void main(String[] arguments) {
    Affinity.keepToOneCore();
    Duration slowed = Duration.ofNanos(Long.parseLong(arguments[0]));
    LibC loaded = Holdline.load(LibC.class, "c");
    LibC held = slowed.isZero() ? loaded : SlowRecv.of(loaded, slowed);
    Answers.serve(
        Map.of(
            "take",
            words ->
                PairRatio.valueOf(words.get(0))
                    .take(held, Integer.parseInt(words.get(1)), Integer.parseInt(words.get(2))),
            "cores",
            words -> cores()));
  }

  private static List<Integer> cores() throws Exception {
    List<Integer> cores = new ArrayList<>();
    for (Threads kind : Threads.available()) {
      CompletableFuture<Integer> allowed = new CompletableFuture<>();
      kind.factory().newThread(() -> allowed.complete(Affinity.allowed().cardinality())).start();
      cores.add(allowed.get(BOUND.toSeconds(), TimeUnit.SECONDS));
    }
    return cores;
  }
}
