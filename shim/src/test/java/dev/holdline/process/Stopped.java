package dev.holdline.process;

import dev.holdline.Holdline;
import dev.holdline.fixture.Way;
import dev.holdline.posix.LibC;
import dev.holdline.posix.Sockets;
import dev.holdline.torture.Torture;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import jnr.ffi.Memory;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;
import org.jspecify.annotations.NullMarked;

/**
 * A program whose calls wait until a timeout, to be stopped meanwhile. Arguments: the way to wait
 * and the timeout in milliseconds. Prints "waiting", and of each call its name, its result and how
 * many milliseconds it took.
 */
@NullMarked
public final class Stopped {
  private static final Runtime RUNTIME = Runtime.getSystemRuntime();
  private static final int POLLIN = 1;

  private Stopped() {}

  /** Runs it. */
  public static void main(String[] arguments) throws InterruptedException {
    Way way = Way.valueOf(arguments[0]);
    int millis = Integer.parseInt(arguments[1]);
    try (Holdline holdline = way.holdline(Duration.ofSeconds(60))) {
      LibC gated = holdline.wrap(LibC.class, Torture.PLAIN);
      Map<String, LongSupplier> calls = calls(gated, millis);
      CountDownLatch begun = new CountDownLatch(calls.size());
      CountDownLatch ended = new CountDownLatch(calls.size());
      calls.forEach(
          (name, call) ->
              way.start(
                  () -> {
                    begun.countDown();
                    long begin = System.nanoTime();
                    long result = call.getAsLong();
                    long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
                    System.out.println(name + " " + result + " " + took);
                    ended.countDown();
                  }));
      begun.await();
      System.out.println("waiting");
      if (!ended.await(60, TimeUnit.SECONDS)) {
        System.exit(1);
      }
    }
    System.exit(0);
  }

  private static Map<String, LongSupplier> calls(LibC gated, int millis) {
    int timed = Torture.pair()[0];
    setTimeout(timed, millis);
    int silent = Torture.pair()[0];
    int epoll = Torture.check("epoll_create1", Torture.PLAIN.epoll_create1(0));
    Map<String, LongSupplier> calls = new LinkedHashMap<>();
    calls.put("recv", () -> gated.recv(timed, new byte[1], 1, 0));
    calls.put("poll", () -> gated.poll(pollfd(silent), 1, millis));
    calls.put("epoll_wait", () -> gated.epoll_wait(epoll, zeroed(16), 1, millis));
    return calls;
  }

  private static void setTimeout(int fd, int millis) {
    Pointer timeval = zeroed(16);
    timeval.putLong(0, millis / 1000);
    timeval.putLong(8, millis % 1000 * 1000L);
    Torture.check(
        "setsockopt",
        Torture.PLAIN.setsockopt(fd, Sockets.SOL_SOCKET, Sockets.SO_RCVTIMEO, timeval, 16));
  }

  private static Pointer pollfd(int fd) {
    Pointer pollfd = zeroed(8);
    pollfd.putInt(0, fd);
    pollfd.putShort(4, (short) POLLIN);
    return pollfd;
  }

  private static Pointer zeroed(int size) {
    return Memory.allocateDirect(RUNTIME, size, true);
  }
}
