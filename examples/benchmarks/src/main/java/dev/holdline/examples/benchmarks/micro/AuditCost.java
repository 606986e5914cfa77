package dev.holdline.examples.benchmarks.micro;

import dev.holdline.Hold;
import dev.holdline.Holdline;
import dev.holdline.HoldlineConfig;
import dev.holdline.examples.benchmarks.figure.Spread;
import dev.holdline.examples.benchmarks.socket.PlainSockets;
import dev.holdline.posix.LibC;
import dev.holdline.posix.Sockets;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import jnr.ffi.Pointer;

/**
 * What one hold on which nobody waits costs at the end of a slice: processor time of Holdline's own
 * thread over the audits that {@link Hold#audits} counts. It includes all that the thread does for
 * a hold then, not only the look at the socket's identity.
 */
final class AuditCost {
  private static final int HOLDS = 500;
  private static final Duration SLICE = Duration.ofMillis(20);
  private static final Duration SAMPLE = Duration.ofMillis(300);
  private static final String OWN_THREADS = "holdline-";

  private final LibC plain = Binding.PLAIN.libc();
  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

  /** Returns nanoseconds of processor time an audit. */
  Spread perHold(int samples) throws InterruptedException {
    HoldlineConfig config = HoldlineConfig.builder().slice(SLICE).build();
    List<Hold> holds = new ArrayList<>();
    List<int[]> pairs = new ArrayList<>();
    try (Holdline holdline = Holdline.create(config)) {
      for (int i = 0; i < HOLDS; i++) {
        int[] pair = new int[2];
        PlainSockets.socketpair(plain, pair);
        pairs.add(pair);
        holds.add(holdline.hold(pair[0]));
      }
      sample(holds); // warm up
      double[] nanos = new double[samples];
      for (int i = 0; i < samples; i++) {
        nanos[i] = sample(holds);
      }
      return Spread.of(nanos);
    } finally {
      holds.forEach(Hold::close);
      pairs.forEach(
          pair -> {
            plain.close(pair[0]);
            plain.close(pair[1]);
          });
    }
  }

  private double sample(List<Hold> holds) throws InterruptedException {
    long audits = audits(holds);
    long nanos = ownNanos();
    Thread.sleep(SAMPLE.toMillis());
    long done = audits(holds) - audits;
    if (done == 0) {
      throw new IllegalStateException("nothing was audited in " + SAMPLE + ", slice " + SLICE);
    }
    return (double) (ownNanos() - nanos) / done;
  }

  private static long audits(List<Hold> holds) {
    return holds.stream().mapToLong(Hold::audits).sum();
  }

  private long ownNanos() {
    long nanos = 0;
    for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
      if (thread != null && thread.getThreadName().startsWith(OWN_THREADS)) {
        nanos += Math.max(0, threads.getThreadCpuTime(thread.getThreadId()));
      }
    }
    return nanos;
  }

  /** Returns nanoseconds of the system call at the core of it, through plain JNR-FFI. */
  Spread perCookie(int samples) {
    int calls = 20_000;
    int[] pair = new int[2];
    PlainSockets.socketpair(plain, pair);
    Pointer cookie = Buffers.zeroed(Long.BYTES);
    Pointer size = Buffers.zeroed(Integer.BYTES);
    double[] nanos = new double[samples];
    for (int sample = -1; sample < samples; sample++) {
      long start = System.nanoTime();
      for (int i = 0; i < calls; i++) {
        size.putInt(0, Long.BYTES);
        plain.getsockopt(pair[0], Sockets.SOL_SOCKET, Sockets.SO_COOKIE, cookie, size);
      }
      if (sample >= 0) { // the first warms up
        nanos[sample] = (double) (System.nanoTime() - start) / calls;
      }
    }
    plain.close(pair[0]);
    plain.close(pair[1]);
    return Spread.of(nanos);
  }
}
