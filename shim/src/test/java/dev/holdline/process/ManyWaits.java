package dev.holdline.process;

import dev.holdline.Hold;
import dev.holdline.Holdline;
import dev.holdline.HoldlineConfig;
import dev.holdline.fixture.Way;
import dev.holdline.posix.LibC;
import dev.holdline.torture.Torture;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.NullMarked;

/**
 * A program with many threads in {@code recv}, each on a connection of its own. Prints what the
 * selector's thread did while nothing happened, then wakes the waiters one by one. Arguments: the
 * way to wait, the number of waiters, the slice in milliseconds.
 */
@NullMarked
public final class ManyWaits {
  private static final int IDLE_SLICES = 4;

  private ManyWaits() {}

  /** Runs it; exits with 1 when a waiter got what was not its own. */
  public static void main(String[] arguments) throws IOException {
    Way way = Way.valueOf(arguments[0]);
    int count = Integer.parseInt(arguments[1]);
    Duration slice = Duration.ofMillis(Long.parseLong(arguments[2]));
    Holdline holdline =
        Holdline.create(HoldlineConfig.builder().slice(slice).directWaiters(0).build());
    LibC gated = holdline.wrap(LibC.class, Torture.PLAIN);
    int[][] pairs = new int[count][];
    AtomicInteger[] got = new AtomicInteger[count];
    AtomicInteger returned = new AtomicInteger();
    for (int i = 0; i < count; i++) {
      pairs[i] = Torture.pair();
      int fd = pairs[i][0];
      AtomicInteger number = new AtomicInteger(-1);
      got[i] = number;
      way.start(
          () -> {
            byte[] buffer = new byte[2];
            long read = gated.recv(fd, buffer, 2, 0);
            number.set(read == 2 ? number(buffer) : -2);
            returned.incrementAndGet();
          });
    }
    for (int[] pair : pairs) {
      try (Hold hold = holdline.hold(pair[0])) {
        Torture.until("wait of " + pair[0], () -> hold.slices() > 0);
      }
    }
    Path selector = selectorThread();
    long switchesBefore = voluntarySwitches(selector);
    long begin = System.nanoTime();
    long idle = slice.toNanos() * IDLE_SLICES;
    Torture.holdsWithin(Duration.ofNanos(idle), () -> false);
    long slices = (System.nanoTime() - begin) / slice.toNanos();
    System.out.println("slices " + slices);
    System.out.println("wakeups " + (voluntarySwitches(selector) - switchesBefore));
    System.out.println("early " + returned.get());

    begin = System.nanoTime();
    for (int i = 0; i < count; i++) {
      Torture.check("write", (int) Torture.PLAIN.write(pairs[i][1], bytes(i), 2));
      if (i % 100 == 0) { // alone on its way: only this one may return
        int all = i + 1;
        Torture.until("waiter " + i, () -> returned.get() == all);
      }
    }
    Torture.until("all waiters", () -> returned.get() == count);
    System.out.println("woken in ms " + (System.nanoTime() - begin) / 1_000_000);
    int wrong = 0;
    for (int i = 0; i < count; i++) {
      wrong += got[i].get() == i ? 0 : 1;
    }
    System.out.println("wrong " + wrong);
    System.out.flush();
    Runtime.getRuntime().halt(0);
  }

  private static int number(byte[] bytes) {
    return ((bytes[0] & 0xFF) << 8) | (bytes[1] & 0xFF);
  }

  private static byte[] bytes(int number) {
    return new byte[] {(byte) (number >> 8), (byte) number};
  }

  /** Returns /proc/self/task/N of the selector; the kernel keeps 15 letters of a name. */
  private static Path selectorThread() throws IOException {
    try (DirectoryStream<Path> tasks = Files.newDirectoryStream(Path.of("/proc/self/task"))) {
      for (Path task : tasks) {
        if (Files.readString(task.resolve("comm")).startsWith("holdline-select")) {
          return task;
        }
      }
    }
    throw new AssertionError("no selector thread");
  }

  private static long voluntarySwitches(Path task) throws IOException {
    return Files.readAllLines(task.resolve("status")).stream()
        .filter(line -> line.startsWith("voluntary_ctxt_switches"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .sum();
  }
}
