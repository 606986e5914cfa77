package dev.holdline.examples.benchmarks.micro;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * The round trip of {@link WaitBenchmark} with nothing but a park in place of the call, and an
 * unpark in place of the answer: what is left of a parked wait without a descriptor.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@SuppressWarnings("NullAway.Init") // JMH calls open before the rest
public class ParkBenchmark {
  private Peer peer;
  private Parking parking;

  private static final class Parking implements Scene {
    private volatile boolean filled;
    private volatile @Nullable Thread parked;

    @Override
    public void fill(int calls) {
      filled = true;
      LockSupport.unpark(parked);
    }

    @Override
    public void call() {
      parked = Thread.currentThread();
      while (!filled) {
        LockSupport.park(this);
      }
    }

    @Override
    public void clear() {
      filled = false;
    }

    @Override
    public void close() {}
  }

  /** Starts the other thread. */
  @Setup
  public void open() {
    parking = new Parking();
    peer = Peer.prompt(parking);
  }

  /** Ends it. */
  @TearDown
  public void close() {
    peer.close();
    parking.close();
  }

  /** Asks, and parks until the answer. */
  @Benchmark
  public void roundTrip() {
    peer.ask();
    parking.call();
    parking.clear();
  }
}
