package dev.holdline.examples.benchmarks.micro;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** One call that need not wait. What provides for it is not in the time. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@SuppressWarnings("NullAway.Init") // JMH sets what the table says, and calls open before the rest
public class ReadyBenchmark {
  /** As many calls as make the clock, read before and after, and the filling of no account. */
  private static final int CALLS = 64;

  @Param Binding binding;
  @Param GatedCall call;
  private Scene scene;

  /** Opens the descriptors. */
  @Setup
  public void open() {
    scene = call.open(binding);
  }

  /** Closes them. */
  @TearDown
  public void close() {
    scene.close();
  }

  /** Provides for the next calls. */
  @Setup(Level.Invocation)
  public void fill() {
    scene.fill(CALLS);
  }

  /** Removes what they left. */
  @TearDown(Level.Invocation)
  public void clear() {
    scene.clear();
  }

  /** Calls. */
  @Benchmark
  @OperationsPerInvocation(CALLS)
  public void call() {
    for (int i = 0; i < CALLS; i++) {
      scene.call();
    }
  }
}
