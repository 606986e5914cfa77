package dev.holdline.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdline.held.SpinTime;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Platform threads, before they sleep. */
final class SpinTest extends SpinningReads {
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
  void afterABriefSleep_spinsUntilThereIsSomething_andDoesNotWait() {
    descriptor.held().spinTime().slept(1);
    Recv recv = new Recv(3);

    assertThat(recv.read(gate)).isEqualTo(1);
    assertThat(recv.calls).isEqualTo(3);
    assertThat(descriptor.held().counters().waits()).isZero();
  }

  @Test
  void afterALongSleep_waitsAtOnce() {
    descriptor.held().spinTime().slept(SpinTime.BRIEF);
    send();
    Recv recv = new Recv(0);

    assertThat(recv.read(gate)).isEqualTo(1);
    assertThat(recv.calls).isEqualTo(1);
    assertThat(descriptor.held().counters().waits()).isEqualTo(1);
  }

  @Test
  void turnMissedMeanwhile_doesNotDelayTheWait() throws Exception {
    CompletableFuture.supplyAsync(descriptor.openFile()::takeTurn).get(10, TimeUnit.SECONDS);
    ReadState call = new ReadState();
    call.begin(pair.ours(), Reading.RECV, 0, PlainRecv.BYTES, new Recv(0));
    call.about(descriptor);
    Attempt attempt =
        new Attempt(new ReadTerms(syscalls, call), call, new NonblockingCall(syscalls, call));

    assertThat(attempt.run(true)).isFalse();
    assertThat(attempt.pauseNanos()).isPositive();

    attempt.endSpin();
    assertThat(attempt.pauseNanos()).isZero();
  }
}
