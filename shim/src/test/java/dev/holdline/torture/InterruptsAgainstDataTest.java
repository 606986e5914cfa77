package dev.holdline.torture;

import static dev.holdline.torture.Torture.PLAIN;
import static dev.holdline.torture.Torture.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdline.Hold;
import dev.holdline.Holdline;
import dev.holdline.fixture.Way;
import dev.holdline.posix.Errno;
import dev.holdline.posix.LibC;
import java.time.Duration;
import java.util.SplittableRandom;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A reader in the usual EINTR-retry loop, while bytes and interrupts come at random. */
@Tag("torture")
@NullMarked
class InterruptsAgainstDataTest {
  private static final int BYTES = 20_000;
  private static final int LAST = 0xFF;
  private static final int MOST_INTERRUPTS = 1000;

  /** Reads bytes that count up, until the last. */
  private static final class Reader {
    private final LibC gated;
    private final int fd;
    private final boolean clears;
    private volatile int received;
    private volatile int interrupted;
    private volatile boolean over;
    private volatile @Nullable String wrong;

    /**
     * Makes the reader.
     *
     * @param clears whether it clears its flag after each EINTR, as Java code does
     */
    Reader(LibC gated, int fd, boolean clears) {
      this.gated = gated;
      this.fd = fd;
      this.clears = clears;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
    void run() {
      byte[] buffer = new byte[1];
      while (!over) {
        long read = gated.recv(fd, buffer, 1, 0);
        int errno = read < 0 ? Torture.errno() : 0;
        boolean flag = Thread.currentThread().isInterrupted();
        if (read == 1 && (buffer[0] & 0xFF) == LAST) {
          over = true;
        } else if (read == 1) {
          check(buffer[0] == (byte) (received % 100), "byte " + buffer[0] + " after " + received);
          received++;
        } else {
          check(read == -1 && errno == Errno.EINTR, "result " + read + " errno " + errno);
          check(flag, "EINTR without the flag");
          if (clears) {
            check(Thread.interrupted(), "flag gone");
          }
          interrupted++;
        }
      }
    }

    private void check(boolean fulfilled, String what) {
      if (!fulfilled && wrong == null) {
        wrong = what;
        over = true;
      }
    }
  }

  @ParameterizedTest
  @MethodSource("dev.holdline.torture.Torture#ways")
  void recv_interruptedAtRandom_losesNoByteAndReportsEachInterruptOnce(Way way) throws Exception {
    try (Holdline holdline = way.holdline(Duration.ofSeconds(60))) {
      for (boolean clears : new boolean[] {true, false}) {
        run(way, holdline, clears);
      }
    }
  }

  /**
   * Interrupts until there is an EINTR, and returns how often. An interrupt that comes after the
   * reader cleared its flag and before its next wait cannot be told from the one reported before.
   */
  private static int endWait(Reader reader, Thread thread) {
    int before = reader.interrupted;
    int interrupts = 0;
    do {
      thread.interrupt();
      interrupts++;
    } while (interrupts < MOST_INTERRUPTS
        && !Torture.holdsWithin(
            Duration.ofMillis(10), () -> reader.interrupted > before || reader.over));
    assertThat(interrupts).as("interrupts without an EINTR").isLessThan(MOST_INTERRUPTS);
    return interrupts;
  }

  private static void run(Way way, Holdline holdline, boolean clears) throws Exception {
    SplittableRandom random = new SplittableRandom(6);
    int[] pair = Torture.pair();
    Reader reader = new Reader(holdline.wrap(LibC.class, PLAIN), pair[0], clears);
    int interrupts = 0;
    int sent = 0;
    try (Hold hold = holdline.hold(pair[0])) {
      Thread thread = way.start(reader::run);
      while (sent < Torture.rounds(BYTES) && !reader.over) {
        switch (random.nextInt(8)) {
          case 0 -> {
            interrupts++;
            thread.interrupt();
          }
          case 1 -> { // on its own: it must end the wait
            int bytes = sent;
            until("all received", () -> reader.received == bytes || reader.over);
            interrupts += clears ? endWait(reader, thread) : 0;
          }
          default -> Torture.put(pair[1], sent++ % 100);
        }
        Torture.spin(random.nextInt(300));
        if (sent - reader.received > 100) {
          int bytes = sent;
          until("reader keeps up", () -> bytes - reader.received < 50 || reader.over);
        }
      }
      Torture.put(pair[1], LAST);
      until("last byte", () -> reader.over);
      thread.join(Torture.BOUND.toMillis());
      assertThat(hold.waits()).isPositive();
    }
    assertThat(reader.wrong).isNull();
    assertThat(reader.received).isEqualTo(sent);
    assertThat(reader.interrupted).isPositive().isLessThanOrEqualTo(interrupts);
    Torture.close(pair);
  }
}
