package dev.holdline.wait;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdline.fixture.FaultySyscalls;
import dev.holdline.fixture.Pair;
import dev.holdline.fixture.Registry;
import dev.holdline.held.Incarnation;
import dev.holdline.posix.Poll;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Two threads that borrow the same DirectWaiter in turn; one has a flag that was reported. */
final class LentWaiterTest {
  private static final Duration LONG =
      Duration.ofSeconds(Integer.getInteger("holdline.torture.seconds", 2));

  @AutoClose private final Registry registry = new Registry(new FaultySyscalls(), System::nanoTime);

  @AutoClose
  private final Ways ways =
      new Ways(
          registry.descriptors(),
          new WaitSettings(Registry.SLICE, InterruptPolicy.SIGNAL, true, 1),
          System::nanoTime);

  @AutoClose private final Pair pair = new Pair();
  @AutoClose private final Pair other = new Pair();

  @Test
  void end_waiterIsBorrowedAtOnceByAnother_flagsStayApart() throws Exception {
    Incarnation mine = registry.acquire(pair.ours());
    Incarnation its = registry.acquire(other.ours());
    AtomicLong lost = new AtomicLong();
    AtomicLong doubled = new AtomicLong();
    AtomicLong waits = new AtomicLong();
    long end = System.nanoTime() + LONG.toNanos();
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
