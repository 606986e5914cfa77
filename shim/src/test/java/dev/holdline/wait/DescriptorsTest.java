package dev.holdline.wait;

import static dev.holdline.fixture.Eventually.until;
import static dev.holdline.fixture.FaultySyscalls.Name.EPOLL_ADD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdline.fixture.FaultySyscalls;
import dev.holdline.fixture.ManualClock;
import dev.holdline.fixture.Pair;
import dev.holdline.fixture.Plain;
import dev.holdline.posix.Errno;
import dev.holdline.posix.Poll;
import dev.holdline.posix.Sockets;
import dev.holdline.selector.BackgroundSelector;
import dev.holdline.selector.PollerChoice;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

final class DescriptorsTest {
  private static final long SLICE = TimeUnit.SECONDS.toNanos(50);

  private final FaultySyscalls syscalls = new FaultySyscalls();
  private final LongSupplier clock = new ManualClock(3);
  private final Descriptors descriptors = new Descriptors(syscalls);

  @AutoClose
  private final BackgroundSelector selector =
      new BackgroundSelector(syscalls, PollerChoice.EPOLL, SLICE, clock);

  @AutoClose
  private final Waits waits =
      new Waits(syscalls, new WaitSettings(SLICE, InterruptPolicy.SIGNAL, true, 16), clock);

  @AutoClose private final Pair pair = new Pair();

  private Descriptor acquire(int fd) {
    return Objects.requireNonNull(descriptors.acquire(fd, selector));
  }

  private long close(Runnable before) {
    pair.oursIsClosed();
    return descriptors.close(pair.ours(), selector, waits, new PlainClose(pair.ours(), before));
  }

  @Test
  void acquire_twice_isTheSameUse() {
    Descriptor first = acquire(pair.ours());
    assertThat(acquire(pair.ours())).isSameAs(first);
    assertThat(descriptors.find(pair.ours())).isSameAs(first);
    assertThat(first.fd()).isEqualTo(pair.ours());
    assertThat(first.degradation()).isEmpty();
  }

  @Test
  void acquire_nothingOpen_isNull() {
    assertThat(descriptors.acquire(1_000_000, selector)).isNull();
    assertThat(descriptors.find(1_000_000)).isNull();
  }

  @Test
  void release_nobodyWaits_makesTheNextUseAnotherGeneration() {
    Descriptor first = acquire(pair.ours());
    descriptors.release(first);
    assertThat(descriptors.find(pair.ours())).isNull();
    Descriptor second = acquire(pair.ours());
    assertThat(second.generation()).isNotEqualTo(first.generation());
    descriptors.release(first); // late: not its number any more
    assertThat(descriptors.find(pair.ours())).isSameAs(second);
  }

  @Test
  void release_somebodyWaitsOrCalls_isLeftAlone() {
    Descriptor descriptor = acquire(pair.ours());
    ParkedWaiter waiter = new ParkedWaiter();
    assertThat(descriptor.watch().enlist(waiter, Poll.POLLIN, true)).isTrue();
    descriptors.release(descriptor);
    assertThat(descriptors.find(pair.ours())).isSameAs(descriptor);
    descriptor.watch().withdraw(waiter, 0, false);
    descriptor.passage().enter();
    descriptors.release(descriptor);
    assertThat(descriptors.find(pair.ours())).isSameAs(descriptor);
    descriptor.passage().exit();
    descriptors.release(descriptor);
    assertThat(descriptors.find(pair.ours())).isNull();
  }

  /** getsockopt(2) reports it as none. */
  @Test
  void release_timeoutBelowZero_isNotForgotten() {
    Descriptor descriptor = acquire(pair.ours());
    descriptor.file().noteTimeout(Sockets.SO_RCVTIMEO, true);
    descriptors.release(descriptor);
    assertThat(acquire(pair.ours()).timeoutNanos(Sockets.SO_RCVTIMEO)).isZero();
  }

  @Test
  void close_held_callsOnceAndForgets() {
    Descriptor descriptor = acquire(pair.ours());
    AtomicReference<Boolean> closing = new AtomicReference<>();
    assertThat(close(() -> closing.set(descriptor.isClosing()))).isZero();
    assertThat(closing).hasValue(true);
    assertThat(descriptors.find(pair.ours())).isNull();
    assertThat(descriptor.watch().enlist(new ParkedWaiter(), Poll.POLLIN, true)).isFalse();
  }

  @Test
  void close_neverHeld_goesStraightThrough() {
    assertThat(close(() -> {})).isZero();
    assertThat(descriptors.close(1_000_000, selector, waits, new PlainClose(1_000_000, () -> {})))
        .isEqualTo(-1);
  }

  @Test
  void close_whileAnotherCloses_isEbadfAndCallsNothing() {
    acquire(pair.ours());
    CompletableFuture<Long> second = new CompletableFuture<>();
    long first =
        close(
            () -> {
              Thread other =
                  new Thread(
                      () -> {
                        long result =
                            descriptors.close(
                                pair.ours(),
                                selector,
                                waits,
                                new PlainClose(
                                    pair.ours(),
                                    () -> {
                                      throw new AssertionError("closed twice");
                                    }));
                        second.complete(result < 0 ? -Errno.last() : result);
                      });
              other.start();
              assertThat(second)
                  .succeedsWithin(10, TimeUnit.SECONDS)
                  .isEqualTo((long) -Errno.EBADF);
            });
    assertThat(first).isZero();
  }

  @Test
  void close_somebodyWaits_wakesThemAndWaitsForThem() {
    Descriptor descriptor = acquire(pair.ours());
    AtomicReference<Boolean> left = new AtomicReference<>(false);
    CompletableFuture<Boolean> woken = new CompletableFuture<>();
    Thread waiting =
        new Thread(
            () -> {
              ParkedWaiter waiter = new ParkedWaiter();
              descriptor.watch().enlist(waiter, Poll.POLLIN, true);
              while (!waiter.has(Waiter.CLOSED)) {
                waiter.pause(Deadline.NONE);
              }
              left.set(true);
              descriptor.watch().withdraw(waiter, 0, false);
              woken.complete(true);
            });
    waiting.start();
    until(descriptor.watch()::hasWaiters);
    assertThat(close(() -> assertThat(left).hasValue(true))).isZero();
    assertThat(woken).succeedsWithin(10, TimeUnit.SECONDS);
  }

  @Test
  void close_numberReusedBeforeItReturns_leavesTheNewOwnerHeld() {
    Descriptor old = acquire(pair.ours());
    AtomicReference<Descriptor> fresh = new AtomicReference<>();
    pair.oursIsClosed();
    Original close =
        new Original() {
          @Override
          public long call(int extraFlags) {
            long closed = Plain.LIBC.close(pair.ours());
            assertThat(Plain.LIBC.dup2(pair.peer(), pair.ours())).isEqualTo(pair.ours());
            fresh.set(acquire(pair.ours()));
            return closed;
          }

          @Override
          public int errno() {
            return 0;
          }
        };
    assertThat(descriptors.close(pair.ours(), selector, waits, close)).isZero();

    Descriptor owner = Objects.requireNonNull(fresh.get());
    assertThat(owner).isNotSameAs(old);
    assertThat(descriptors.find(pair.ours())).isSameAs(owner);
    assertThat(owner.isClosing()).isFalse();
    assertThat(owner.audit()).isTrue();
    assertThat(old.audit()).isFalse();
    Plain.LIBC.close(pair.ours());
  }

  @Test
  void acquire_betweenMarkAndCall_isTheOneThatIsClosing() {
    Descriptor descriptor = acquire(pair.ours());
    descriptor.passage().beginClose();
    assertThat(acquire(pair.ours())).isSameAs(descriptor);
  }

  @Test
  void renew_recycledNumber_sendsItsWaitersHome() {
    Descriptor old = acquire(pair.ours());
    ParkedWaiter waiter = new ParkedWaiter();
    old.watch().enlist(waiter, Poll.POLLIN, true);
    assertThat(Plain.LIBC.dup2(pair.peer(), pair.ours())).isEqualTo(pair.ours());
    assertThat(old.audit()).isFalse();

    descriptors.renew(old);

    assertThat(waiter.has(Waiter.CLOSED)).isTrue();
    assertThat(descriptors.find(pair.ours())).isNull();
    Descriptor fresh = acquire(pair.ours());
    assertThat(fresh.degradation()).isEmpty();
    descriptors.renew(old);
    assertThat(descriptors.find(pair.ours())).isSameAs(fresh);
  }

  @Test
  void acquire_selectorOfTheHolderIsLost_movesToTheNewOne() {
    BackgroundSelector lost = new BackgroundSelector(syscalls, PollerChoice.EPOLL, SLICE, clock);
    Descriptor first = Objects.requireNonNull(descriptors.acquire(pair.ours(), lost));
    lost.close();
    assertThat(first.degradation()).hasValue("the selector was closed");
    Descriptor second = acquire(pair.ours());
    assertThat(second).isNotSameAs(first);
    assertThat(second.degradation()).isEmpty();
    assertThat(second.file()).isSameAs(first.file());
    descriptors.renew(second);
    assertThat(acquire(pair.ours()).file()).as("one that nobody kept").isNotSameAs(first.file());
  }

  @Test
  void restarted_selectorLostMeanwhile_staysLost() {
    Descriptor descriptor = acquire(pair.ours());
    selector.close();
    descriptor.watch().restarted(0);
    assertThat(descriptor.degradation()).hasValue("the selector was closed");
  }

  @Test
  void restarted_closedMeanwhile_isNotRegisteredAgain() {
    Descriptor descriptor = acquire(pair.ours());
    descriptor.watch().enlist(new ParkedWaiter(), Poll.POLLIN, true);
    descriptor.passage().beginClose();
    descriptor.watch().close();
    long registrations = syscalls.count(EPOLL_ADD);
    descriptor.watch().restarted(0);
    assertThat(syscalls.count(EPOLL_ADD)).isEqualTo(registrations);
  }
}
