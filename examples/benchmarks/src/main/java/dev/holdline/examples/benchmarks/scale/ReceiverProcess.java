package dev.holdline.examples.benchmarks.scale;

import dev.holdline.examples.benchmarks.child.Answers;
import dev.holdline.examples.benchmarks.socket.PlainSockets;
import dev.holdline.posix.LibC;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * A crowd in a process of its own, which it measures when it is told to. Arguments: the way to
 * wait, and how many receivers.
 */
final class ReceiverProcess {
  private static final int WARM_UP_CROWDS = 15;
  private static final int WARM_UP_RECEIVERS = 64;
  private static final int WARM_UP_WAKES = 60;

  /** Beyond a first thousand of numbers, where tables grow for the first time. */
  private static final int LARGE_CROWD = 2_100;

  private static final int LARGE_CROWDS = 2;
  private static final int LARGE_CROWD_WAKES = 10;
  private static final int SETTLING_WAKES = 3;

  /** Between two wake-ups: the receiver has to wait again before it can be woken. */
  private static final long PAUSE_NANOS = 200_000;

  private static final long QUIET_LOOK_MILLIS = 100;
  private static final long QUIET_CPU_NANOS = 5_000_000; // within one look
  private static final int QUIET_LOOKS = 100;

  private final Crowd crowd;

  private ReceiverProcess(Crowd crowd) {
    this.crowd = crowd;
  }

  /**
   * Answers {@code park}, {@code wakeSame}, {@code wakeNext}, {@code wakeAll} and {@code idle}
   * until nobody asks.
   */
  public static void main(String[] arguments) throws Exception {
    Way way = Way.valueOf(arguments[0]);
    LibC plain = PlainSockets.libc();
    int count = Integer.parseInt(arguments[1]);
    warmUp(way, plain, count);
    Crowd crowd = Crowd.open(way, plain, count);
    ReceiverProcess process = new ReceiverProcess(crowd);
    Answers.serve(
        Map.of(
            "park",
            words -> process.park(),
            "wakeSame",
            words -> process.wake(words, crowd::wakeSame),
            "wakeNext",
            words -> process.wake(words, crowd::wakeNext),
            "wakeAll",
            words -> process.wakeAll(),
            "idle",
            process::idle));
    Runtime.getRuntime().halt(0); // the receivers wait for ever
  }

  /**
   * Loads and compiles what the first ones use: they would weigh more than the others for it, and
   * the stack of a virtual thread that parks for the first time in code that is not compiled stays
   * larger. Crowds as large as the one that is measured, or the compiler throws away in that one
   * what it thinks never happens.
   */
  private static void warmUp(Way way, LibC plain, int count)
      throws IOException, InterruptedException {
    for (int i = 0; i < WARM_UP_CROWDS; i++) {
      warmUp(way, plain, WARM_UP_RECEIVERS, WARM_UP_WAKES);
    }
    for (int i = 0; i < LARGE_CROWDS; i++) {
      warmUp(way, plain, Math.min(count, LARGE_CROWD), LARGE_CROWD_WAKES);
      awaitQuiet();
    }
  }

  private static void warmUp(Way way, LibC plain, int count, int wakes)
      throws IOException, InterruptedException {
    try (Crowd crowd = Crowd.open(way, plain, count)) {
      crowd.park();
      for (int i = 0; i < wakes; i++) {
        crowd.wakeAll();
      }
    }
  }

  /** Parks the crowd, and wakes it a few times, so that it waits as those do who wait for long. */
  private Parked park() throws IOException, InterruptedException {
    awaitQuiet();
    Footprint before = Footprint.now();
    long nanos = crowd.park();
    for (int i = 0; i < SETTLING_WAKES; i++) {
      awaitQuiet();
      crowd.wakeAll();
    }
    awaitQuiet();
    return new Parked(nanos, Footprint.now().minus(before));
  }

  /**
   * What it took to let a crowd wait.
   *
   * @param nanos until the last one began to wait
   * @param weight of them all
   */
  record Parked(long nanos, Footprint weight) {}

  private long wake(List<String> words, LongSupplier wakeUp) {
    long[] nanos = new long[Integer.parseInt(words.get(0))];
    for (int i = 0; i < nanos.length; i++) {
      LockSupport.parkNanos(PAUSE_NANOS);
      nanos[i] = wakeUp.getAsLong();
    }
    Arrays.sort(nanos);
    return nanos[nanos.length / 2];
  }

  private long wakeAll() throws InterruptedException {
    awaitQuiet();
    return crowd.wakeAll();
  }

  private Effort idle(List<String> words) throws IOException, InterruptedException {
    awaitQuiet();
    Effort before = Effort.now();
    long cpuBefore = Effort.cpuNanosNow(); // after the look, which is long with many threads
    TimeUnit.SECONDS.sleep(Long.parseLong(words.get(0)));
    long cpuNanos = Effort.cpuNanosNow() - cpuBefore;
    Effort after = Effort.now();
    return new Effort(
        cpuNanos,
        after.switches() - before.switches(),
        after.ownCpuNanos() - before.ownCpuNanos(),
        after.ownSwitches() - before.ownSwitches());
  }

  /** Waits until this process does next to nothing: receivers wait, and compilers are done. */
  private static void awaitQuiet() throws InterruptedException {
    long before = Effort.cpuNanosNow();
    for (int i = 0; i < QUIET_LOOKS; i++) {
      TimeUnit.MILLISECONDS.sleep(QUIET_LOOK_MILLIS);
      long now = Effort.cpuNanosNow();
      if (now - before < QUIET_CPU_NANOS) {
        return;
      }
      before = now;
    }
  }
}
