package dev.holdline.contract;

import static dev.holdline.posix.Sockets.SO_RCVTIMEO;

import dev.holdline.Hold;
import dev.holdline.Holdline;
import dev.holdline.fixture.VirtualThreads;
import dev.holdline.fixture.Way;
import dev.holdline.posix.LibC;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Many virtual threads that wait at the same time and whose waits end in different ways. Says how
 * many of them read the right errno, and which did not.
 */
public final class ErrnoProgram {
  static final int WAITS = 6_000;

  private static final int THREADS = 60;
  private static final long PAUSE_NANOS = 100_000;

  private ErrnoProgram() {}

  /** Runs the program. */
  @SuppressWarnings("SystemOut")
  public static void main(String[] arguments) throws InterruptedException {
    AtomicInteger right = new AtomicInteger();
    List<Thread> threads = new ArrayList<>();
    try (Holdline holdline = Holdline.create(Way.VIRTUAL.config(Case.SLICE).build())) {
      LibC libc = holdline.wrap(LibC.class, Native.LIBC);
      for (int i = 0; i < THREADS; i++) {
        int number = i;
        Thread thread =
            VirtualThreads.unstarted(
                () -> {
                  for (int round = 0; round < WAITS / THREADS; round++) {
                    right.addAndGet(isRight(holdline, libc, number + round) ? 1 : 0);
                  }
                });
        thread.start();
        threads.add(thread);
      }
      for (Thread thread : threads) {
        thread.join();
      }
    }
    System.out.println("right: " + right.get());
    System.exit(right.get() == WAITS ? 0 : 1);
  }

  /** How a wait ends. Each ends it once it has begun, and says what it closed. */
  private enum End {
    TIMEOUT("EAGAIN") {
      @Override
      void run(LibC libc, Wire wire, Hold hold, AtomicBoolean returned) {}
    },
    CLOSE("EBADF") {
      @Override
      void run(LibC libc, Wire wire, Hold hold, AtomicBoolean returned) {
        libc.close(wire.near());
      }
    },
    WAKE("EINTR") {
      @Override
      void run(LibC libc, Wire wire, Hold hold, AtomicBoolean returned) {
        while (!returned.get()) { // it may only be about to take its place
          hold.wake();
          LockSupport.parkNanos(PAUSE_NANOS);
        }
      }
    },
    RESET("ECONNRESET") {
      @Override
      void run(LibC libc, Wire wire, Hold hold, AtomicBoolean returned) {
        Native.LIBC.write(wire.near(), new byte[1], 1);
        libc.close(wire.far()); // with that byte unread
      }
    },
    DATA("") {
      @Override
      void run(LibC libc, Wire wire, Hold hold, AtomicBoolean returned) {
        wire.send("data");
      }
    };

    private final String errno;

    End(String errno) {
      this.errno = errno;
    }

    abstract void run(LibC libc, Wire wire, Hold hold, AtomicBoolean returned);
  }

  /** Waits once, and has the wait end in one of several ways. */
  private static boolean isRight(Holdline holdline, LibC libc, int number) {
    End end = End.values()[number % End.values().length];
    Wire wire = Wire.open(number % 2 == 0 ? WireKind.UNIX_STREAM : WireKind.TCP, libc);
    if (end == End.TIMEOUT) {
      Net.setTimeout(libc, wire.near(), SO_RCVTIMEO, 2);
    }
    AtomicBoolean returned = new AtomicBoolean();
    Result result;
    try (Hold hold = holdline.hold(wire.near())) {
      Thread ender =
          VirtualThreads.unstarted(
              () -> {
                while (hold.waits() == 0 && !returned.get()) {
                  LockSupport.parkNanos(PAUSE_NANOS);
                }
                end.run(libc, wire, hold, returned);
              });
      ender.start();
      result = ReadShape.RECV_ARRAY.read(libc, wire.near(), 16, 0);
      returned.set(true);
      while (ender.isAlive()) {
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
    if (end != End.CLOSE) {
      libc.close(wire.near());
    }
    if (end != End.RESET) {
      libc.close(wire.far());
    }
    if (!result.errno().equals(end.errno)) {
      System.out.println(end + " on " + wire.kind() + ": " + result);
    }
    return result.errno().equals(end.errno);
  }
}
