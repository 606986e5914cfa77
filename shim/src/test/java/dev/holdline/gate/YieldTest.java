package dev.holdline.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdline.fixture.VirtualThreads;
import dev.holdline.posix.Errno;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** Virtual threads that spin, and yield to others before each try. */
@EnabledForJreRange(min = JRE.JAVA_21)
final class YieldTest extends SpinningReads {
  /** Counts its calls. */
  private final class Recv extends SuspendableRecv {
    private int calls;

    Recv() {
      super(pair.ours());
    }

    @Override
    public long call(int extraFlags) {
      calls++;
      return super.call(extraFlags);
    }
  }

  private final Recv recv = new Recv();

  private static void onVirtualThread(Runnable test) throws Exception {
    CompletableFuture.runAsync(test, VirtualThreads::start).get(10, TimeUnit.SECONDS);
  }

  @Test
  void spin_isSuspendedBeforeEachTry_untilThereIsSomething() throws Exception {
    onVirtualThread(
        () -> {
          recv.read(gate);
          assertThat(recv.suspended().isSuspended()).isTrue();
          assertThat(recv.suspended().nanos()).isEqualTo(Gate.YIELD);
          assertThat(recv.calls).isZero();

          recv.resume();
          assertThat(recv.suspended().isSuspended()).isTrue();
          assertThat(recv.calls).isEqualTo(1);

          send();
          assertThat(recv.resume()).isEqualTo(1);
          assertThat(recv.suspended().isSuspended()).isFalse();
          assertThat(recv.calls).isEqualTo(2);
          recv.suspended().release();
          assertThat(descriptor.held().counters().waits()).isZero();
        });
  }

  @Test
  void spin_forLongEnough_parks() throws Exception {
    onVirtualThread(
        () -> {
          recv.read(gate);
          clock.advance(Duration.ofMillis(1));
          recv.resume();
          assertThat(recv.suspended().isSuspended()).isTrue();
          assertThat(recv.suspended().nanos()).isEqualTo(Gate.FOR_EVER);
          assertThat(descriptor.watch().hasWaiters()).isTrue();

          send();
          assertThat(recv.resume()).isEqualTo(1);
          assertThat(recv.suspended().isSuspended()).isFalse();
          recv.suspended().release();
          assertThat(descriptor.watch().hasWaiters()).isFalse();
        });
  }

  @Test
  void spin_thenParks_timeoutRunsFromTheBeginOfTheCall() throws Exception {
    pair.receiveTimeout(Duration.ofSeconds(1));
    onVirtualThread(
        () -> {
          recv.read(gate);
          clock.advance(Duration.ofMillis(1));
          recv.resume();
          assertThat(recv.suspended().nanos()).isEqualTo(TimeUnit.MILLISECONDS.toNanos(999));
          recv.suspended().abandon();
        });
  }

  @Test
  void close_whileItYields_endsTheCall() throws Exception {
    onVirtualThread(
        () -> {
          recv.read(gate);
          gate.close(pair.ours(), new PlainClose(pair.ours(), () -> {}));
          pair.oursIsClosed();
          assertThat(recv.resume()).isEqualTo(-1);
          assertThat(Errno.last()).isEqualTo(Errno.EBADF);
          assertThat(recv.suspended().isSuspended()).isFalse();
          assertThat(recv.calls).isZero();
        });
  }

  @Test
  void abandon_whileItYields_cannotBeResumed() throws Exception {
    onVirtualThread(
        () -> {
          recv.read(gate);
          Suspended call = recv.suspended();
          call.abandon();
          assertThat(call.isSuspended()).isFalse();
          assertThatThrownBy(call::resume).isInstanceOf(IllegalStateException.class);
        });
  }
}
