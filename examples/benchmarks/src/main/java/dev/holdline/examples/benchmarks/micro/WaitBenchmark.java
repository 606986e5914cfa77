package dev.holdline.examples.benchmarks.micro;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * One call that waits until another thread of the process, on plain libc, answers a request: a
 * round trip, of which only the wait differs between the contenders.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@SuppressWarnings("NullAway.Init") // JMH sets what the table says, and calls open before the rest
public class WaitBenchmark {
  @Param Binding binding;
  @Param GatedCall call;
  private Scene scene;
  private Peer peer;

  /** Opens the descriptors and starts the other thread. */
  @Setup
  public void open() {
    scene = call.open(binding);
    peer = Peer.prompt(scene);
  }

  /** Ends it and closes them. */
  @TearDown
  public void close() {
    peer.close();
    scene.close();
  }

  /** Asks, and waits for the answer. */
  @Benchmark
  public void roundTrip() {
    peer.ask();
    scene.call();
    scene.clear();
  }
}
