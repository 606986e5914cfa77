package dev.holdline.wait;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdline.fixture.FaultySyscalls;
import dev.holdline.fixture.ManualClock;
import dev.holdline.fixture.Pair;
import dev.holdline.fixture.Plain;
import dev.holdline.selector.BackgroundSelector;
import dev.holdline.selector.PollerChoice;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Platform threads, before they sleep. */
final class LookAgainTest {
  private static final long SLICE = TimeUnit.SECONDS.toNanos(50);

  private final FaultySyscalls syscalls = new FaultySyscalls();
  private final ManualClock clock = new ManualClock(3);

  @AutoClose
  private final Gate gate =
      new Gate(
          new Descriptors(syscalls),
          new BackgroundSelector(syscalls, PollerChoice.EPOLL, SLICE, clock),
          new WaitSettings(SLICE, InterruptPolicy.SIGNAL, true, 16),
          clock);

  @AutoClose private final Pair pair = new Pair();

  private final Descriptor descriptor = Objects.requireNonNull(gate.descriptor(pair.ours()));

  /** A recv(2) that lets the peer send when it is called for the last of so many times. */
  private final class Recv extends PlainRecv {
    private final int last;
    private int calls;

    Recv(int last) {
      super(pair.ours());
      this.last = last;
    }

    @Override
    public long call(int extraFlags) {
      if (++calls == last) {
        send();
      }
      return super.call(extraFlags);
    }
  }

  private void send() {
    Plain.LIBC.send(pair.peer(), new byte[1], 1, 0);
  }

  @BeforeEach
  void lookingAgainPaidBefore() {
    descriptor.expectWait(Reading.RECV, true);
    descriptor.patience().paid(TimeUnit.MICROSECONDS.toNanos(5));
  }

  @Test
  void afterABriefSleep_looksUntilThereIsSomething_andDoesNotWait() {
    descriptor.patience().slept(1);
    Recv recv = new Recv(3);

    assertThat(recv.read(gate)).isEqualTo(1);
    assertThat(recv.calls).isEqualTo(3);
    assertThat(descriptor.counters().waits()).isZero();
  }

  @Test
  void afterALongSleep_waitsAtOnce() {
    descriptor.patience().slept(Patience.BRIEF);
    send();
    Recv recv = new Recv(0);

    assertThat(recv.read(gate)).isEqualTo(1);
    assertThat(recv.calls).isEqualTo(1);
    assertThat(descriptor.counters().waits()).isEqualTo(1);
  }

  @Test
  void turnMissedMeanwhile_doesNotDelayTheWait() throws Exception {
    CompletableFuture.supplyAsync(descriptor.file()::takeTurn).get(10, TimeUnit.SECONDS);
    ReadTerms terms = new ReadTerms(syscalls);
    terms.begin(pair.ours(), Reading.RECV, 0, PlainRecv.BYTES);
    Attempt attempt = new Attempt(terms);
    attempt.begin(new Recv(0));
    attempt.beginHaste();

    assertThat(attempt.run(descriptor)).isFalse();
    assertThat(attempt.pauseNanos()).isPositive();

    attempt.endHaste();
    assertThat(attempt.pauseNanos()).isZero();
  }
}
