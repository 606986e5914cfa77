package dev.holdline.held;

import static dev.holdline.fixture.Eventually.until;
import static dev.holdline.fixture.FaultySyscalls.Name.EPOLL_ADD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdline.fixture.FaultySyscalls;
import dev.holdline.fixture.ManualClock;
import dev.holdline.fixture.Pair;
import dev.holdline.fixture.Plain;
import dev.holdline.fixture.Registry;
import dev.holdline.posix.Errno;
import dev.holdline.posix.Poll;
import dev.holdline.posix.Sockets;
import dev.holdline.selector.BackgroundSelector;
import dev.holdline.selector.PollerChoice;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

final class DescriptorsTest {
  private final FaultySyscalls syscalls = new FaultySyscalls();
  @AutoClose private final Registry registry = new Registry(syscalls, new ManualClock(3));
  @AutoClose private final Pair pair = new Pair();

  private final Descriptors descriptors = registry.descriptors();
  private final BackgroundSelector selector = registry.selector();

  private Incarnation acquire(int fd) {
    return registry.acquire(fd);
  }

  private long close(Runnable before) {
    pair.oursIsClosed();
    return close(pair.ours(), plainClose(pair.ours(), before));
  }

  private static LongSupplier plainClose(int fd, Runnable before) {
    return () -> {
      before.run();
      return Plain.LIBC.close(fd);
    };
  }

  /** Closes as a gated call does; EBADF while another one does. */
  private long close(int fd, LongSupplier call) {
    Closing closing = descriptors.beginClose(fd, selector);
    if (closing == null) {
      return -Errno.EBADF;
    }
    closing.evict(Registry.SLICE, registry.clock());
    return closing.release(call);
  }

  @Test
  void acquire_twice_isTheSameUse() {
    Incarnation first = acquire(pair.ours());
    assertThat(acquire(pair.ours())).isSameAs(first);
    assertThat(descriptors.find(pair.ours())).isSameAs(first);
    assertThat(first.fd()).isEqualTo(pair.ours());
    assertThat(first.watch().degradation()).isEmpty();
  }

  @Test
  void acquire_nothingOpen_isNull() {
    assertThat(descriptors.acquire(1_000_000, selector)).isNull();
    assertThat(descriptors.find(1_000_000)).isNull();
  }

  @Test
  void release_nobodyWaits_makesTheNextUseAnotherGeneration() {
    Incarnation first = acquire(pair.ours());
    descriptors.release(first.held());
    assertThat(descriptors.find(pair.ours())).isNull();
    Incarnation second = acquire(pair.ours());
    assertThat(second.generation()).isNotEqualTo(first.generation());
    descriptors.release(first.held()); // late: not its number any more
    assertThat(descriptors.find(pair.ours())).isSameAs(second);
  }

  @Test
  void release_somebodyWaitsOrCalls_isLeftAlone() {
    Incarnation descriptor = acquire(pair.ours());
    Signalled waiter = new Signalled();
    assertThat(descriptor.watch().enlist(waiter, Poll.POLLIN, true)).isTrue();
    descriptors.release(descriptor.held());
    assertThat(descriptors.find(pair.ours())).isSameAs(descriptor);
    descriptor.watch().withdraw(waiter, 0, false);
    descriptor.passage().enter();
    descriptors.release(descriptor.held());
    assertThat(descriptors.find(pair.ours())).isSameAs(descriptor);
    descriptor.passage().exit();
    descriptors.release(descriptor.held());
    assertThat(descriptors.find(pair.ours())).isNull();
  }

  /** getsockopt(2) reports it as none. */
  @Test
  void release_timeoutBelowZero_isNotForgotten() {
    Incarnation descriptor = acquire(pair.ours());
    descriptor.openFile().noteTimeout(Sockets.SO_RCVTIMEO, true);
    descriptors.release(descriptor.held());
    assertThat(acquire(pair.ours()).timeoutNanos(Sockets.SO_RCVTIMEO)).isZero();
  }

  @Test
  void close_held_callsOnceAndForgets() {
    Incarnation descriptor = acquire(pair.ours());
    AtomicReference<Boolean> closing = new AtomicReference<>();
    assertThat(close(() -> closing.set(descriptor.isClosing()))).isZero();
    assertThat(closing).hasValue(true);
    assertThat(descriptors.find(pair.ours())).isNull();
    assertThat(descriptor.watch().enlist(new Signalled(), Poll.POLLIN, true)).isFalse();
  }

  @Test
  void close_neverHeld_goesStraightThrough() {
    assertThat(close(() -> {})).isZero();
    assertThat(close(1_000_000, plainClose(1_000_000, () -> {}))).isEqualTo(-1);
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
                            close(
                                pair.ours(),
                                () -> {
                                  throw new AssertionError("closed twice");
                                });
                        second.complete(result);
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
    Incarnation descriptor = acquire(pair.ours());
    AtomicReference<Boolean> left = new AtomicReference<>(false);
    CompletableFuture<Boolean> woken = new CompletableFuture<>();
    Thread waiting =
        new Thread(
            () -> {
              Signalled waiter = new Signalled();
              descriptor.watch().enlist(waiter, Poll.POLLIN, true);
              while (!waiter.has(Listener.CLOSED)) {
                LockSupport.park();
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
    Incarnation old = acquire(pair.ours());
    AtomicReference<Incarnation> fresh = new AtomicReference<>();
    pair.oursIsClosed();
    LongSupplier call =
        () -> {
          long closed = Plain.LIBC.close(pair.ours());
          assertThat(Plain.LIBC.dup2(pair.peer(), pair.ours())).isEqualTo(pair.ours());
          fresh.set(acquire(pair.ours()));
          return closed;
        };
    assertThat(close(pair.ours(), call)).isZero();

    Incarnation owner = Objects.requireNonNull(fresh.get());
    assertThat(owner).isNotSameAs(old);
    assertThat(descriptors.find(pair.ours())).isSameAs(owner);
    assertThat(owner.isClosing()).isFalse();
    assertThat(owner.audit()).isTrue();
    assertThat(old.audit()).isFalse();
    Plain.LIBC.close(pair.ours());
  }

  @Test
  void acquire_betweenMarkAndCall_isTheOneThatIsClosing() {
    Incarnation descriptor = acquire(pair.ours());
    descriptor.passage().beginClose();
    assertThat(acquire(pair.ours())).isSameAs(descriptor);
  }

  @Test
  void recycle_recycledNumber_sendsItsWaitersHome() {
    Incarnation old = acquire(pair.ours());
    Signalled waiter = new Signalled();
    old.watch().enlist(waiter, Poll.POLLIN, true);
    assertThat(Plain.LIBC.dup2(pair.peer(), pair.ours())).isEqualTo(pair.ours());
    assertThat(old.audit()).isFalse();

    descriptors.recycle(old);

    assertThat(waiter.has(Listener.CLOSED)).isTrue();
    assertThat(descriptors.find(pair.ours())).isNull();
    Incarnation fresh = acquire(pair.ours());
    assertThat(fresh.watch().degradation()).isEmpty();
    descriptors.recycle(old);
    assertThat(descriptors.find(pair.ours())).isSameAs(fresh);
  }

  @Test
  void acquire_selectorOfTheHolderIsLost_movesToTheNewOne() {
    BackgroundSelector lost =
        new BackgroundSelector(syscalls, PollerChoice.EPOLL, Registry.SLICE, registry.clock());
    Incarnation first = Objects.requireNonNull(descriptors.acquire(pair.ours(), lost));
    lost.close();
    assertThat(first.watch().degradation()).hasValue("the selector was closed");
    Incarnation second = acquire(pair.ours());
    assertThat(second).isNotSameAs(first);
    assertThat(second.watch().degradation()).isEmpty();
    assertThat(second.openFile()).isSameAs(first.openFile());
    descriptors.recycle(second);
    assertThat(acquire(pair.ours()).openFile())
        .as("one that nobody kept")
        .isNotSameAs(first.openFile());
  }

  @Test
  void restarted_selectorLostMeanwhile_staysLost() {
    Incarnation descriptor = acquire(pair.ours());
    selector.close();
    descriptor.watch().restarted(0);
    assertThat(descriptor.watch().degradation()).hasValue("the selector was closed");
  }

  @Test
  void restarted_closedMeanwhile_isNotRegisteredAgain() {
    Incarnation descriptor = acquire(pair.ours());
    descriptor.watch().enlist(new Signalled(), Poll.POLLIN, true);
    descriptor.passage().beginClose();
    descriptor.watch().close(Listener.CLOSED);
    long registrations = syscalls.count(EPOLL_ADD);
    descriptor.watch().restarted(0);
    assertThat(syscalls.count(EPOLL_ADD)).isEqualTo(registrations);
  }
}
