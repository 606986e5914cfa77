package dev.holdline.examples.benchmarks.micro;

import dev.holdline.Hold;
import dev.holdline.Holdline;
import dev.holdline.examples.benchmarks.socket.PlainSockets;
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

/** A descriptor from its opening to its close, with as little as possible in between. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@SuppressWarnings("NullAway.Init") // JMH sets what the table says, and calls open before the rest
public class LifeBenchmark {
  private static final int CAPACITY = 64;

  @Param Binding binding;
  private LibC libc;
  private LibC plain;
  private final int[] pair = new int[2];
  private final byte[] buffer = new byte[CAPACITY];

  /** Binds libc. */
  @Setup
  public void open() {
    libc = binding.libc();
    plain = Binding.PLAIN.libc();
  }

  private void openPair() {
    PlainSockets.socketpair(plain, pair);
  }

  private void closePair() {
    libc.close(pair[0]);
    plain.close(pair[1]);
  }

  /** One byte is received on it: the first gated call holds it. */
  @Benchmark
  public long receiveOnce() {
    openPair();
    plain.send(pair[1], buffer, 1, 0);
    long received = libc.recv(pair[0], buffer, 1, 0);
    closePair();
    return received;
  }

  /** It is held explicitly and released, if it can be. */
  @Benchmark
  public int holdOnce() {
    openPair();
    if (binding == Binding.HELD) {
      try (Hold hold = Holdline.shared().hold(pair[0])) {
        PlainSockets.check("hold", hold.fd());
      }
    }
    closePair();
    return pair[0];
  }
}
