package dev.holdline.gate;

import static dev.holdline.fixture.Eventually.until;
import static dev.holdline.fixture.FaultySyscalls.Name.EPOLL_WAIT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdline.fixture.FaultySyscalls;
import dev.holdline.fixture.ManualClock;
import dev.holdline.fixture.Pair;
import dev.holdline.fixture.Plain;
import dev.holdline.held.Incarnation;
import dev.holdline.posix.Errno;
import dev.holdline.wait.InterruptPolicy;
import dev.holdline.wait.WaitSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What the selector could not watch, or watched with a poller that failed. */
final class RegistrationTest {
  private static final Duration SLICE = Duration.ofSeconds(50);
  private static final Duration BOUND = Duration.ofSeconds(20);

  private final FaultySyscalls syscalls = new FaultySyscalls();
  private final ManualClock clock = new ManualClock(3);

  @AutoClose
  private final Gate gate =
      Gates.of(syscalls, new WaitSettings(SLICE.toNanos(), InterruptPolicy.SIGNAL, true, 0), clock);

  @AutoClose private final Pair pair = new Pair();

  @Test
  void retry_numberStandsForAnotherFileByThen_waitsForThatOneOnItsTerms() {
    int number = Plain.open(Path.of("/dev/null"));
    try {
      Incarnation before = Objects.requireNonNull(gate.file(number));
      assertThat(before.watch().degradation()).isPresent();
      pair.receiveTimeout(Duration.ofSeconds(1));
      Plain.LIBC.dup2(pair.ours(), number); // behind Holdline's back
      clock.advance(SLICE);

      SuspendableRecv recv = new SuspendableRecv(number);
      recv.read(gate);

      assertThat(recv.suspended().nanos()).isEqualTo(TimeUnit.SECONDS.toNanos(1));
      recv.suspended().abandon();
      assertThat(gate.file(number)).isNotSameAs(before);
    } finally {
      Plain.LIBC.close(number);
    }
  }

  @Test
  void restart_numberStandsForAnotherFileByThen_endsTheWait() {
    int number = Plain.LIBC.dup(pair.ours());
    try (Pair other = new Pair();
        Pair stirring = new Pair()) {
      gate.file(stirring.ours());
      Incarnation before = Objects.requireNonNull(gate.file(number));
      CompletableFuture<Long> read =
          CompletableFuture.supplyAsync(() -> new SuspendableRecv(number).run(gate));
      until(before.watch()::hasWaiters);
      Plain.LIBC.dup2(other.ours(), number); // behind Holdline's back

      syscalls.failThrowing(EPOLL_WAIT, () -> new AssertionError("injected"), 1);
      stirring.closePeer(); // the selector's thread leaves the kernel, and is to enter it again

      assertThat(read).succeedsWithin(BOUND).isEqualTo((long) -Errno.EBADF);
    } finally {
      Plain.LIBC.close(number);
    }
  }
}
