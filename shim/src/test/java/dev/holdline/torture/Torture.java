package dev.holdline.torture;

import dev.holdline.fixture.Way;
import dev.holdline.posix.LibC;
import dev.holdline.posix.Sockets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import jnr.ffi.LibraryLoader;
import jnr.ffi.Runtime;
import org.jspecify.annotations.NullMarked;

/** What the torture tests share: ways to wait, bounded waits for a condition, and plain libc. */
@NullMarked
public final class Torture {
  /** Longer than any healthy step takes, shorter than a slice, so that no slice heals a defect. */
  public static final Duration BOUND = Duration.ofSeconds(20);

  /** The libc of the process, not gated. */
  public static final LibC PLAIN = LibraryLoader.create(LibC.class).load("c");

  private static final Runtime RUNTIME = Runtime.getRuntime(PLAIN);
  private static final int SPINS = 64;
  private static final int YIELDS = 256;

  private Torture() {}

  /**
   * Returns the ways this JDK has; where it matters most, for those that park, with each poller.
   */
  public static Stream<Way> ways() {
    return Way.availableWithEachPoller().stream()
        .filter(way -> way != Way.DIRECT_POLL && way != Way.VIRTUAL_POLL);
  }

  /** Returns {@code holdline.torture.rounds}, or the default of the test. */
  public static int rounds(int byDefault) {
    return Integer.getInteger("holdline.torture.rounds", byDefault);
  }

  /** Waits for a condition another thread is about to fulfil, for {@link #BOUND} at most. */
  public static void until(String what, BooleanSupplier condition) {
    if (!holdsWithin(BOUND, condition)) {
      throw new AssertionError("not within " + BOUND + ": " + what);
    }
  }

  /** Spins, then yields, then parks: a handover must be fast, a long wait leave the processor. */
  @SuppressWarnings("ThreadPriorityCheck") // only for speed
  public static boolean holdsWithin(Duration bound, BooleanSupplier condition) {
    long end = System.nanoTime() + bound.toNanos();
    for (int turn = 0; !condition.getAsBoolean(); turn++) {
      if (turn < SPINS) {
        Thread.onSpinWait();
      } else if (turn < YIELDS) {
        Thread.yield();
      } else if (System.nanoTime() - end >= 0) {
        return condition.getAsBoolean();
      } else {
        LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(50));
        if (Thread.interrupted()) {
          throw new AssertionError("interrupted while waiting for a condition");
        }
      }
    }
    return true;
  }

  /** Lets a little time pass, to shift threads against each other. */
  public static void spin(int turns) {
    for (int i = 0; i < turns; i++) {
      Thread.onSpinWait();
    }
  }

  /** Returns errno of the last call of this thread; to be read in the method of the call. */
  public static int errno() {
    return RUNTIME.getLastError();
  }

  /** Returns two connected UNIX stream sockets. */
  public static int[] pair() {
    int[] pair = new int[2];
    check("socketpair", PLAIN.socketpair(Sockets.AF_UNIX, Sockets.SOCK_STREAM, 0, pair));
    return pair;
  }

  /** Returns the read end and the write end of a pipe. */
  public static int[] pipe() {
    int[] pipe = new int[2];
    check("pipe", PLAIN.pipe(pipe));
    return pipe;
  }

  /** Returns another number of the same open file. */
  public static int dup(int fd) {
    return check("dup", PLAIN.dup(fd));
  }

  /** Writes one byte. */
  public static void put(int fd, int value) {
    check("write", (int) PLAIN.write(fd, new byte[] {(byte) value}, 1));
  }

  /** Closes descriptors behind Holdline's back. */
  public static void close(int... fds) {
    for (int fd : fds) {
      check("close", PLAIN.close(fd));
    }
  }

  /** Returns what a call returned unless that is a failure. */
  public static int check(String call, int returned) {
    if (returned < 0) {
      throw new AssertionError(call + " failed with errno " + errno());
    }
    return returned;
  }
}
