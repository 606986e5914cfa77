package dev.holdline.wait;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Platform threads, before they sleep. */
final class LookAgainTest extends PatientReads {
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
