package dev.holdline.wait;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdline.fixture.FaultySyscalls;
import dev.holdline.fixture.Pair;
import dev.holdline.held.Descriptors;
import dev.holdline.held.Incarnation;
import dev.holdline.posix.Poll;
import dev.holdline.selector.BackgroundSelector;
import dev.holdline.selector.PollerChoice;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Two threads that borrow the same DirectWaiter in turn; one has a flag that was reported. */
final class LentWaiterTest {
  private static final long SLICE = TimeUnit.SECONDS.toNanos(50);
  private final FaultySyscalls syscalls = new FaultySyscalls();
  private final Descriptors descriptors = new Descriptors(syscalls, System::nanoTime);

  @AutoClose
  private final BackgroundSelector selector =
      new BackgroundSelector(syscalls, PollerChoice.EPOLL, SLICE, System::nanoTime);

  @AutoClose
  private final Ways ways =
      new Ways(
          descriptors, new WaitSettings(SLICE, InterruptPolicy.SIGNAL, true, 1), System::nanoTime);

  @AutoClose private final Pair pair = new Pair();
  @AutoClose private final Pair other = new Pair();

  @Test
  void end_waiterIsBorrowedAtOnceByAnother_flagsStayApart() throws Exception {
    Incarnation mine = Objects.requireNonNull(descriptors.acquire(pair.ours(), selector));
    Incarnation its = Objects.requireNonNull(descriptors.acquire(other.ours(), selector));
    AtomicLong lost = new AtomicLong();
    AtomicLong doubled = new AtomicLong();
    AtomicLong waits = new AtomicLong();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(2);
    Thread flagged =
        new Thread(
            () -> {
              Thread.currentThread().interrupt();
              BlockingWait wait = new BlockingWait(ways, InterestSet.of(mine, Poll.POLLIN));
              assertThat(wait.await(Long.MAX_VALUE, 0)).isEqualTo(Outcome.INTERRUPTED);
              while (System.nanoTime() < end) {
                wait.await(ways.now(), 0);
                waits.incrementAndGet();
                if (!Thread.currentThread().isInterrupted()) {
                  lost.incrementAndGet();
                  return;
                }
              }
            });
    Thread plain =
        new Thread(
            () -> {
              BlockingWait wait = new BlockingWait(ways, InterestSet.of(its, Poll.POLLIN));
              while (System.nanoTime() < end && lost.get() == 0) {
                wait.await(ways.now(), 0);
                if (Thread.interrupted()) {
                  doubled.incrementAndGet();
                }
              }
            });
    flagged.start();
    plain.start();
    flagged.join();
    plain.join();
    assertThat(lost.get()).as("flags lost, of " + waits).isZero();
    assertThat(doubled.get()).as("flags that nobody set").isZero();
  }
}
