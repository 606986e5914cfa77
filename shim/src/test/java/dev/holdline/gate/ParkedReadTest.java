package dev.holdline.gate;

import static dev.holdline.fixture.Eventually.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdline.fixture.FaultySyscalls;
import dev.holdline.fixture.FaultySyscalls.Name;
import dev.holdline.fixture.Pair;
import dev.holdline.fixture.Plain;
import dev.holdline.held.Descriptors;
import dev.holdline.held.Incarnation;
import dev.holdline.posix.Errno;
import dev.holdline.posix.Files;
import dev.holdline.selector.BackgroundSelector;
import dev.holdline.selector.PollerChoice;
import dev.holdline.wait.InterruptPolicy;
import dev.holdline.wait.WaitSettings;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Calls that are suspended, by platform threads that may not wait by themselves. */
final class ParkedReadTest {
  private static final long SLICE = TimeUnit.SECONDS.toNanos(50);
  private static final WaitSettings SETTINGS =
      new WaitSettings(SLICE, InterruptPolicy.SIGNAL, true, 0);

  private final FaultySyscalls syscalls = new FaultySyscalls();
  private final BackgroundSelector selector =
      new BackgroundSelector(syscalls, PollerChoice.EPOLL, SLICE, System::nanoTime);

  private final Descriptors descriptors = new Descriptors(syscalls, System::nanoTime);

  @AutoClose private final Gate gate = new Gate(descriptors, selector, SETTINGS, System::nanoTime);

  @AutoClose private final Pair pair = new Pair();

  private final Incarnation descriptor = Objects.requireNonNull(gate.file(pair.ours()));

  private CompletableFuture<Long> start() {
    return CompletableFuture.supplyAsync(() -> new SuspendableRecv(pair.ours()).run(gate));
  }

  @Test
  void resume_dataCame_returnsIt() throws Exception {
    CompletableFuture<Long> result = start();
    until(() -> descriptor.watch().hasWaiters());
    Plain.LIBC.send(pair.peer(), new byte[3], 3, 0);
    assertThat(result.get(10, TimeUnit.SECONDS)).isEqualTo(3);
    assertThat(descriptor.watch().hasWaiters()).isFalse();
  }

  /** There are no direct waiters, so the thread parks again: it must be woken as it was before. */
  @Test
  void resume_movedWhileSuspended_returnsWhatComes() throws Exception {
    CompletableFuture<Long> result = start();
    until(() -> descriptor.watch().hasWaiters());
    for (int i = 0; i < 3; i++) {
      long audits = descriptor.held().counters().audits();
      descriptors.moveToSelector(false);
      until(() -> descriptor.held().counters().audits() > audits); // it took its place again
    }
    Plain.LIBC.send(pair.peer(), new byte[3], 3, 0);
    assertThat(result.get(10, TimeUnit.SECONDS)).isEqualTo(3);
    assertThat(descriptor.watch().hasWaiters()).isFalse();
  }

  @Test
  void resume_turnMissedAtFirst_stillAsksWhetherItMayWait() throws Exception {
    int flags = syscalls.statusFlags(pair.ours());
    syscalls.setStatusFlags(pair.ours(), flags | Files.O_NONBLOCK);
    assertThat(descriptor.openFile().takeTurn()).isTrue();
    CompletableFuture<Long> result = start();
    until(() -> descriptor.held().counters().waits() > 0);
    descriptor.openFile().endTurn();
    assertThat(result.get(10, TimeUnit.SECONDS)).isEqualTo(-Errno.EAGAIN);
  }

  @Test
  void abandon_whileSuspended_leavesNobodyWaiting() {
    SuspendableRecv recv = new SuspendableRecv(pair.ours());
    recv.read(gate);
    Suspended call = recv.suspended();
    assertThat(call.isSuspended()).isTrue();
    assertThat(descriptor.watch().hasWaiters()).isTrue();
    call.abandon();
    assertThat(call.isSuspended()).isFalse();
    assertThat(descriptor.watch().hasWaiters()).isFalse();
    assertThat(((ParkedRead) call).call().fileOrNull()).isNull(); // it is kept where it waited
    assertThat(((ParkedRead) call).call().original).isSameAs(Original.NONE);
    assertThatThrownBy(call::resume).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void resume_callThrows_keepsNothingOfIt() {
    AtomicBoolean fails = new AtomicBoolean();
    SuspendableRecv recv =
        new SuspendableRecv(pair.ours()) {
          @Override
          public long call(int extraFlags) {
            if (fails.get()) {
              throw new IllegalArgumentException("by a test");
            }
            return super.call(extraFlags);
          }
        };
    recv.read(gate);
    ParkedRead call = (ParkedRead) recv.suspended();
    fails.set(true);
    Plain.LIBC.send(pair.peer(), new byte[3], 3, 0);
    assertThatThrownBy(
            () -> {
              while (call.isSuspended()) {
                recv.resume();
              }
            })
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(descriptor.watch().hasWaiters()).isFalse();
    assertThat(call.call().fileOrNull()).isNull(); // it is kept where it waited
    assertThat(call.call().original).isSameAs(Original.NONE);
  }

  @Test
  void begin_armingThrows_leavesNobodyWaiting() {
    syscalls.failThrowing(Name.EPOLL_MOD, () -> new StackOverflowError("by a test"), 1);
    SuspendableRecv recv = new SuspendableRecv(pair.ours());
    assertThatThrownBy(() -> recv.run(gate)).isInstanceOf(StackOverflowError.class);
    assertThat(descriptor.watch().hasWaiters()).isFalse();
  }
}
