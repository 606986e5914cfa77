package dev.holdline.examples.benchmarks.guard;

import dev.holdline.examples.benchmarks.figure.Bound;
import dev.holdline.examples.benchmarks.figure.Bounds;
import dev.holdline.examples.benchmarks.figure.Spread;
import dev.holdline.examples.benchmarks.wire.pair.PairRatio;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Looks whether a ratio of times on one core has moved far beyond its bound; the second of two
 * looks decides. It also makes {@code recv} slower and looks whether that is found out: a guard
 * that lets everything pass guards nothing.
 */
public final class RatioGuard {
  private static final int ROUNDS = 101;

  /** Enough to tell a gate that is slower by far. */
  private static final int FEWER_ROUNDS = 31;

  private static final int OPERATIONS = 1_000;

  /** So many that the compiler is done with both contenders. */
  private static final int WARM_UP = 15_000;

  /** What a gate would take longer that made the thread sleep and wake up once more, or twice. */
  private static final Duration SLOWED = Duration.ofNanos(20_000);

  /** Takes a ratio. */
  @FunctionalInterface
  interface Look {
    /**
     * Takes it in a new process.
     *
     * @param slowed by how much each held {@code recv} takes longer than it does
     * @param rounds how many pairs
     */
    Spread at(PairRatio ratio, Duration slowed, int rounds)
        throws IOException, InterruptedException;
  }

  private final Bounds bounds;
  private final Look look;
  private final PrintStream out;

  RatioGuard(Bounds bounds, Look look, PrintStream out) {
    this.bounds = bounds;
    this.look = look;
    this.out = out;
  }

  /**
   * Looks at all ratios that have a bound on one core and that this JVM can take.
   *
   * @param out where the reader looks
   * @return whether all are what they have to be
   * @throws IllegalStateException when threads of a process that is kept to one core use others
   */
  public static boolean passes(Bounds bounds, PrintStream out)
      throws IOException, InterruptedException {
    requireOneCore();
    return new RatioGuard(bounds, RatioGuard::take, out).passes();
  }

  private static void requireOneCore() throws IOException, InterruptedException {
    try (OneCoreProcess process = new OneCoreProcess(Duration.ZERO)) {
      List<Integer> cores = process.coresOfThreads();
      if (!cores.stream().allMatch(number -> number == 1)) {
        throw new IllegalStateException(
            "threads of a process on one core may use " + cores + " cores: nothing was compared");
      }
    }
  }

  private static Spread take(PairRatio ratio, Duration slowed, int rounds)
      throws IOException, InterruptedException {
    try (OneCoreProcess process = new OneCoreProcess(slowed)) {
      process.take(ratio, 1, WARM_UP);
      return process.take(ratio, rounds, OPERATIONS);
    }
  }

  boolean passes() throws IOException, InterruptedException {
    boolean passes = true;
    for (PairRatio ratio : PairRatio.possible()) {
      Optional<Bound> bound = bounds.onOneCore(ratio.id());
      if (bound.isPresent()) {
        out.printf("%s: %s%n", ratio.id(), bound.get().figure());
        boolean kept = keepsItsBound(bound.get(), ratio);
        boolean found = findsASlowerGate(bound.get(), ratio);
        passes &= kept && found;
      }
    }
    out.println(passes ? "The guard passes." : "The guard FAILS.");
    return passes;
  }

  private boolean keepsItsBound(Bound bound, PairRatio ratio)
      throws IOException, InterruptedException {
    boolean kept = holds(bound, look.at(ratio, Duration.ZERO, ROUNDS), "as it is");
    return kept || holds(bound, look.at(ratio, Duration.ZERO, ROUNDS), "as it is, again");
  }

  private boolean findsASlowerGate(Bound bound, PairRatio ratio)
      throws IOException, InterruptedException {
    String situation = "recv slowed by " + SLOWED.toNanos() / 1_000 + " us, which has to be beyond";
    return !holds(bound, look.at(ratio, SLOWED, FEWER_ROUNDS), situation);
  }

  private boolean holds(Bound bound, Spread spread, String situation) {
    boolean holds = bound.holds(spread.median(), bounds.guardSlack());
    out.printf(
        Locale.ROOT,
        "  %s: %.4g (%.4g to %.4g, %d pairs), %s %s %s with a slack of %s%n",
        situation,
        spread.median(),
        spread.min(),
        spread.max(),
        spread.samples(),
        holds ? "within" : "BEYOND",
        bound.better() == Bound.Better.LOWER ? "at most" : "at least",
        bound.bound(),
        bounds.guardSlack());
    return holds;
  }
}
