package dev.holdline.torture;

import static dev.holdline.torture.Torture.PLAIN;
import static dev.holdline.torture.Torture.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdline.Holdline;
import dev.holdline.fixture.Listener;
import dev.holdline.fixture.Way;
import dev.holdline.posix.Errno;
import dev.holdline.posix.LibC;
import dev.holdline.posix.Sockets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Several threads take from one open file, under two numbers. {@code read} and {@code accept}
 * cannot be told not to wait: a thread that lost a race for data would stay in the kernel, where no
 * close reaches it. So each close must be quick and each thread must come back.
 */
@Tag("torture")
@NullMarked
class ManyReadersTest {
  private static final int ROUNDS = 60;
  private static final int ITEMS = 60;
  private static final Duration QUICK = Duration.ofSeconds(10); // a slice is 60 s

  /** Threads that take from a file until it is closed. */
  private static final class Takers {
    private final Way way;
    private final AtomicInteger taken = new AtomicInteger();
    private final AtomicInteger returned = new AtomicInteger();
    private final List<String> wrong = new ArrayList<>();
    private int started;

    Takers(Way way) {
      this.way = way;
    }

    void start(int fd, IntUnaryOperator take) {
      started++;
      way.start(
          () -> {
            int result = take.applyAsInt(fd);
            while (result >= 0) {
              taken.incrementAndGet();
              result = take.applyAsInt(fd);
            }
            if (result != -Errno.EBADF) {
              synchronized (wrong) {
                wrong.add("errno " + -result);
              }
            }
            returned.incrementAndGet();
          });
    }

    void close(LibC gated, int... fds) {
      long begin = System.nanoTime();
      for (int fd : fds) {
        Torture.check("close", gated.close(fd));
      }
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(QUICK);
      until("all return", () -> returned.get() == started);
      assertThat(wrong).isEmpty();
    }
  }

  private static int read(LibC gated, int fd) {
    long read = gated.read(fd, new byte[1], 1);
    return read < 0 ? -Torture.errno() : read == 1 ? 1 : -10_000;
  }

  private static int recv(LibC gated, int fd) {
    long read = gated.recv(fd, new byte[1], 1, 0);
    return read < 0 ? -Torture.errno() : read == 1 ? 1 : -10_000;
  }

  private static int accept(LibC gated, int fd) {
    int accepted = gated.accept(fd, null, null);
    int errno = Torture.errno();
    if (accepted >= 0) {
      Torture.close(accepted);
      return 1;
    }
    return -errno;
  }

  @ParameterizedTest
  @MethodSource("dev.holdline.torture.Torture#ways")
  void read_byManyThreadsOnOnePipe_losesNothingAndNobody(Way way) {
    SplittableRandom random = new SplittableRandom(3);
    try (Holdline holdline = way.holdline(Duration.ofSeconds(60))) {
      LibC gated = holdline.wrap(LibC.class, PLAIN);
      for (int round = 0; round < Torture.rounds(ROUNDS); round++) {
        int[] pipe = Torture.pipe();
        int other = Torture.dup(pipe[0]);
        Takers takers = new Takers(way);
        takers.start(pipe[0], fd -> read(gated, fd));
        takers.start(pipe[0], fd -> read(gated, fd));
        takers.start(other, fd -> read(gated, fd));
        feed(random, takers, () -> Torture.put(pipe[1], 1));
        takers.close(gated, pipe[0], other);
        Torture.close(pipe[1]);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("dev.holdline.torture.Torture#ways")
  void readAndRecv_byManyThreadsOnOneSocket_loseNothingAndNobody(Way way) {
    SplittableRandom random = new SplittableRandom(4);
    try (Holdline holdline = way.holdline(Duration.ofSeconds(60))) {
      LibC gated = holdline.wrap(LibC.class, PLAIN);
      for (int round = 0; round < Torture.rounds(ROUNDS); round++) {
        int[] pair = Torture.pair();
        int other = Torture.dup(pair[0]);
        Takers takers = new Takers(way);
        takers.start(pair[0], fd -> read(gated, fd));
        takers.start(other, fd -> read(gated, fd));
        takers.start(pair[0], fd -> recv(gated, fd));
        takers.start(other, fd -> recv(gated, fd));
        feed(random, takers, () -> Torture.put(pair[1], 1));
        takers.close(gated, other, pair[0]);
        Torture.close(pair[1]);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("dev.holdline.torture.Torture#ways")
  void accept_byManyThreads_losesNoConnectionAndNobody(Way way) {
    SplittableRandom random = new SplittableRandom(5);
    try (Holdline holdline = way.holdline(Duration.ofSeconds(60))) {
      LibC gated = holdline.wrap(LibC.class, PLAIN);
      for (int round = 0; round < Torture.rounds(ROUNDS); round++) {
        byte[] address = Listener.unixAddress();
        int listener = stream();
        Torture.check("bind", PLAIN.bind(listener, address, address.length));
        Torture.check("listen", PLAIN.listen(listener, ITEMS));
        int other = Torture.dup(listener);
        Takers takers = new Takers(way);
        takers.start(listener, fd -> accept(gated, fd));
        takers.start(listener, fd -> accept(gated, fd));
        takers.start(other, fd -> accept(gated, fd));
        takers.start(other, fd -> accept(gated, fd));
        feed(
            random,
            takers,
            () -> {
              int client = stream();
              Torture.check("connect", PLAIN.connect(client, address, address.length));
              Torture.close(client);
            });
        takers.close(gated, listener, other);
      }
    }
  }

  /** Gives single items and little heaps, until the takers have had them all. */
  private static void feed(SplittableRandom random, Takers takers, Runnable give) {
    for (int given = 0; given < ITEMS; ) {
      int heap = Math.min(1 + random.nextInt(3), ITEMS - given);
      for (int i = 0; i < heap; i++) {
        give.run();
      }
      given += heap;
      if (random.nextBoolean()) {
        int all = given;
        until("item " + all, () -> takers.taken.get() == all);
      }
    }
    until("all items", () -> takers.taken.get() == ITEMS);
  }

  private static int stream() {
    return Torture.check("socket", PLAIN.socket(Sockets.AF_UNIX, Sockets.SOCK_STREAM, 0));
  }
}
