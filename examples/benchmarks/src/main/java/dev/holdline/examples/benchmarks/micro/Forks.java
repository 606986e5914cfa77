package dev.holdline.examples.benchmarks.micro;

import dev.holdline.examples.benchmarks.Plan;
import dev.holdline.examples.benchmarks.Threads;
import dev.holdline.examples.benchmarks.child.JavaCommand;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs JMH benchmarks, each fork on its own, so that the contenders can take turns. */
final class Forks {
  private static final String ALLOCATION = "gc.alloc.rate.norm";

  /** A call that waits runs so seldom that the compiler needs this long to be done with it. */
  private static final TimeValue WARM_UP = TimeValue.seconds(2);

  private final int rounds;
  private final int iterations;
  private final TimeValue iteration;

  Forks(Plan plan) {
    this.rounds = plan.choose(1, 3);
    this.iterations = plan.choose(3, 5);
    this.iteration = TimeValue.milliseconds(plan.choose(100, 200));
  }

  /** Runs one fork of each binding in turn, as often as the plan says. */
  Map<Binding, Samples> inTurn(
      Class<?> benchmark, String method, Map<String, String> parameters, Threads threads)
      throws RunnerException {
    Map<Binding, Samples> samples = new EnumMap<>(Binding.class);
    for (int round = 0; round < rounds; round++) {
      for (Binding binding : Binding.values()) {
        ChainedOptionsBuilder options = options(benchmark, method, threads);
        parameters.forEach(options::param);
        options.param("binding", binding.name());
        samples.merge(binding, run(options), Samples::and);
      }
    }
    return samples;
  }

  /** Runs a benchmark that has no contender. */
  Samples alone(Class<?> benchmark, String method, Threads threads) throws RunnerException {
    Samples samples = run(options(benchmark, method, threads));
    for (int round = 1; round < rounds; round++) {
      samples = samples.and(run(options(benchmark, method, threads)));
    }
    return samples;
  }

  private ChainedOptionsBuilder options(Class<?> benchmark, String method, Threads threads) {
    List<String> arguments = new ArrayList<>(JavaCommand.quiet());
    arguments.add("-Djmh.executor=" + threads.name());
    return new OptionsBuilder()
        .include("^" + Pattern.quote(benchmark.getName() + "." + method) + "$")
        .forks(1)
        .jvmArgs(arguments.toArray(String[]::new))
        .warmupIterations(1)
        .warmupTime(WARM_UP)
        .measurementIterations(iterations)
        .measurementTime(iteration)
        .timeout(TimeValue.seconds(30))
        .addProfiler(GCProfiler.class)
        .verbosity(VerboseMode.SILENT)
        .shouldFailOnError(true);
  }

  private static Samples run(ChainedOptionsBuilder options) throws RunnerException {
    Collection<RunResult> results = new Runner(options.build()).run();
    List<IterationResult> iterations =
        results.stream()
            .flatMap(result -> result.getBenchmarkResults().stream())
            .flatMap(fork -> fork.getIterationResults().stream())
            .toList();
    return new Samples(
        iterations.stream().mapToDouble(one -> one.getPrimaryResult().getScore()).toArray(),
        iterations.stream().mapToDouble(Forks::allocated).toArray());
  }

  private static double allocated(IterationResult iteration) {
    Result<?> result = iteration.getSecondaryResults().get(ALLOCATION);
    if (result == null) {
      throw new IllegalStateException("JMH's profiler reported no " + ALLOCATION);
    }
    return result.getScore();
  }
}
