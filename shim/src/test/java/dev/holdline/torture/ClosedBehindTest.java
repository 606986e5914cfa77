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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The descriptor is closed by a library that Holdline knows nothing of, and the number reused, with
 * bytes to read. Only audits find that out: at the end of a slice, or when the old peer writes and
 * wakes a waiter whose poll keeps the old file alive.
 */
@Tag("torture")
@NullMarked
class ClosedBehindTest {
  private static final Duration SLICE = Duration.ofMillis(5);
  private static final int ROUNDS = 200;
  private static final int MSG_NOSIGNAL = 0x4000;

  /** One wait of the thread whose descriptor goes away. */
  private static final class Waiter {
    private final LibC gated;
    private final int fd;
    private final boolean byRead;
    private long result;
    private int errno;
    private volatile boolean over;

    Waiter(LibC gated, int fd, boolean byRead) {
      this.gated = gated;
      this.fd = fd;
      this.byRead = byRead;
    }

    void run() {
      byte[] buffer = new byte[1];
      result = byRead ? gated.read(fd, buffer, 1) : gated.recv(fd, buffer, 1, 0);
      errno = result < 0 ? Torture.errno() : 0;
      over = true;
    }
  }

  @ParameterizedTest
  @MethodSource("dev.holdline.torture.Torture#ways")
  void close_behindHoldlineAndReused_waiterGetsEbadfAndNoForeignByte(Way way) {
    SplittableRandom random = new SplittableRandom(2);
    int[] marked = Torture.pair();
    Torture.put(marked[1], 'm');
    try (Holdline holdline = way.holdline(SLICE)) {
      LibC gated = holdline.wrap(LibC.class, PLAIN);
      for (int round = 0; round < Torture.rounds(ROUNDS); round++) {
        int[] pair = Torture.pair();
        Waiter waiter = new Waiter(gated, pair[0], random.nextBoolean());
        try (Hold hold = holdline.hold(pair[0])) {
          way.start(waiter::run);
          until("wait", () -> hold.slices() > 0); // surely not between a look and a call
          Torture.spin(random.nextInt(2000));
          Torture.close(pair[0]);
          int reused = Torture.dup(marked[0]);
          if (random.nextBoolean()) {
            PLAIN.send(pair[1], new byte[] {'o'}, 1, MSG_NOSIGNAL); // EPIPE where nothing waits
          }
          until("EBADF in round " + round, () -> waiter.over);
          assertThat(waiter.result).as("round %d", round).isEqualTo(-1);
          assertThat(waiter.errno).as("round %d", round).isEqualTo(Errno.EBADF);
          Torture.close(reused, pair[1]);
        }
      }
      assertThat(PLAIN.recv(marked[0], new byte[2], 2, 0)).as("the new owner's byte").isEqualTo(1);
    } finally {
      Torture.close(marked);
    }
  }
}
