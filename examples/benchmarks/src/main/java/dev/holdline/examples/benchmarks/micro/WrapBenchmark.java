package dev.holdline.examples.benchmarks.micro;

import dev.holdline.posix.LibC;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Functions that are neither gated nor observed: what the way through the wrapper costs. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@SuppressWarnings("NullAway.Init") // JMH sets what the table says, and calls open before the rest
public class WrapBenchmark {
  private static final int F_GETFL = 3;

  @Param Binding binding;
  private LibC libc;
  private Arithmetic arithmetic;
  private int number = -1;

  /** A function that asks nothing of the kernel. */
  public interface Arithmetic {
    /** Returns the absolute value, see abs(3). */
    int abs(int number);
  }

  /** Binds the functions. */
  @Setup
  public void open() {
    libc = binding.libc();
    arithmetic = binding.load(Arithmetic.class);
  }

  /** The shortest function there is. */
  @Benchmark
  public int abs() {
    return arithmetic.abs(number);
  }

  /** The shortest system call on a descriptor. */
  @Benchmark
  public int fcntl() {
    return libc.fcntl(0, F_GETFL, 0);
  }
}
