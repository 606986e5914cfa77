package dev.holdline;

import static dev.holdline.fixture.Eventually.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdline.fixture.Pair;
import dev.holdline.fixture.Plain;
import dev.holdline.posix.Files;
import dev.holdline.posix.LibC;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Interrupts that close must not close what came to stand under the number meanwhile. */
@SuppressWarnings("try")
final class InterruptClosesItsOwnTest {
  private static final int F_DUPFD = 0; // <fcntl.h>
  private static final int FROM = 1000;

  /** Stands for a thread that is put aside for a while right where it sees its interrupt. */
  private static final class Stalling extends Thread {
    final CountDownLatch saw = new CountDownLatch(1);
    final CountDownLatch goOn = new CountDownLatch(1);
    volatile boolean armed;

    Stalling(Runnable body) {
      super(body);
    }

    @Override
    public boolean isInterrupted() {
      boolean interrupted = super.isInterrupted();
      if (interrupted && armed && Thread.currentThread() == this && saw.getCount() > 0) {
        saw.countDown();
        Thread.interrupted();
        try {
          goOn.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException again) {
          throw new AssertionError(again);
        }
        super.interrupt();
      }
      return interrupted;
    }
  }

  @Test
  void recv_policyCloseAndTheNumberIsAnothersByThen_leavesThatOpen() throws Exception {
    HoldlineConfig config =
        HoldlineConfig.builder().interrupts(Interrupts.CLOSE).slice(Duration.ofMillis(20)).build();
    try (Pair pair = new Pair();
        Pair other = new Pair();
        Holdline holdline = Holdline.create(config)) {
      LibC libc = holdline.wrap(LibC.class, Plain.LIBC);
      int fd = Plain.LIBC.fcntl(pair.ours(), F_DUPFD, FROM); // nobody else's
      CompletableFuture<Long> received = new CompletableFuture<>();
      Stalling waiting = new Stalling(() -> received.complete(libc.recv(fd, new byte[1], 1, 0)));
      try (Hold hold = holdline.hold(fd)) {
        waiting.start();
        until(() -> hold.slices() >= 1);
      }
      waiting.armed = true;
      waiting.interrupt();
      assertThat(waiting.saw.await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(libc.close(fd)).isZero(); // waits for the waiter one slice, and no longer
      assertThat(Plain.LIBC.fcntl(other.ours(), F_DUPFD, FROM)).isEqualTo(fd);
      waiting.goOn.countDown();
      assertThat(received).succeedsWithin(10, TimeUnit.SECONDS).isEqualTo(-1L);
      assertThat(Plain.LIBC.fcntl(fd, Files.F_GETFD, 0)).as("the new owner's").isNotNegative();
      Plain.LIBC.close(fd);
    }
  }
}
