package dev.holdline.held;

import static dev.holdline.fixture.Eventually.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdline.fixture.ManualClock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

final class PassageTest {
  private static final Duration SLICE = Duration.ofSeconds(50);

  private final ManualClock clock = new ManualClock(Long.MAX_VALUE - 10); // soon negative
  private final Passage passage = new Passage();
  private final AtomicBoolean waiters = new AtomicBoolean();
  private volatile boolean flagAfterwards;

  /** Closes in a thread of its own; done when nobody is inside any more. */
  private Thread closer(CompletableFuture<Void> empty) {
    long deadline = clock.now() + SLICE.toNanos();
    Thread thread =
        new Thread(
            () -> {
              passage.beginClose();
              passage.awaitEmpty(waiters::get, deadline, clock);
              flagAfterwards = Thread.currentThread().isInterrupted();
              empty.complete(null);
            });
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private static void untilParked(Thread thread) {
    until(() -> thread.getState() == Thread.State.TIMED_WAITING);
  }

  @Test
  void enter_open_isCountedInAndOut() {
    assertThat(passage.enter()).isTrue();
    assertThat(passage.enter()).isTrue();
    assertThat(passage.retire()).isFalse();
    passage.exit();
    assertThat(passage.retire()).isFalse();
    passage.exit();
    assertThat(passage.retire()).isTrue();
  }

  @Test
  void enter_closing_isRefused() {
    assertThat(passage.beginClose()).isTrue();
    assertThat(passage.enter()).isFalse();
    assertThat(passage.isClosing()).isTrue();
    assertThat(passage.isRetired()).isFalse();
  }

  @Test
  void beginClose_twice_isTheFirstOnesClose() {
    assertThat(passage.beginClose()).isTrue();
    assertThat(passage.beginClose()).isFalse();
    assertThat(passage.retire()).isFalse();
    assertThat(passage.recycle()).isFalse();
  }

  @Test
  void beginRelease_afterClose_isMarkedSo() {
    passage.beginClose();
    assertThat(passage.isReleasing()).isFalse();
    passage.beginRelease();
    assertThat(passage.isReleasing()).isTrue();
    assertThat(passage.isClosing()).isTrue();
  }

  @Test
  void retire_open_refusesEntryAndClose() {
    assertThat(passage.retire()).isTrue();
    assertThat(passage.isRetired()).isTrue();
    assertThat(passage.enter()).isFalse();
    assertThat(passage.beginClose()).isFalse();
    assertThat(passage.retire()).isFalse();
  }

  @Test
  void beginRenewal_somebodyInside_takesItOutOfUse() {
    passage.enter();
    assertThat(passage.recycle()).isTrue();
    assertThat(passage.isRetired()).isTrue();
    assertThat(passage.enter()).isFalse();
    passage.exit();
    assertThat(passage.recycle()).isFalse();
  }

  @Test
  void awaitEmpty_nobodyInside_returnsAtOnce() {
    CompletableFuture<Void> empty = new CompletableFuture<>();
    closer(empty);
    assertThat(empty).succeedsWithin(10, TimeUnit.SECONDS);
  }

  @Test
  void awaitEmpty_somebodyInside_waitsForTheExit() {
    CompletableFuture<Void> empty = new CompletableFuture<>();
    passage.enter();
    passage.enter();
    Thread closer = closer(empty);
    untilParked(closer);
    passage.exit();
    assertThat(empty).isNotDone();
    passage.exit();
    assertThat(empty).succeedsWithin(10, TimeUnit.SECONDS);
  }

  @Test
  void awaitEmpty_somebodyWaits_waitsForThem() {
    CompletableFuture<Void> empty = new CompletableFuture<>();
    waiters.set(true);
    Thread closer = closer(empty);
    untilParked(closer);
    waiters.set(false);
    passage.waitersLeft();
    assertThat(empty).succeedsWithin(10, TimeUnit.SECONDS);
  }

  @Test
  void awaitEmpty_somebodyStaysInside_waitsNoLongerThanTheDeadline() {
    CompletableFuture<Void> empty = new CompletableFuture<>();
    passage.enter();
    Thread closer = closer(empty);
    untilParked(closer);
    clock.advance(SLICE.minusNanos(1));
    LockSupport.unpark(closer);
    untilParked(closer);
    assertThat(empty).isNotDone();

    clock.advance(Duration.ofNanos(1));
    LockSupport.unpark(closer);

    assertThat(empty).succeedsWithin(10, TimeUnit.SECONDS);
  }

  @Test
  void awaitEmpty_closerInterrupted_waitsOnAndKeepsTheFlag() {
    CompletableFuture<Void> empty = new CompletableFuture<>();
    passage.enter();
    Thread closer = closer(empty);
    untilParked(closer);
    closer.interrupt();
    until(() -> !closer.isInterrupted()); // taken note of
    untilParked(closer);
    assertThat(empty).isNotDone();

    passage.exit();

    assertThat(empty).succeedsWithin(10, TimeUnit.SECONDS);
    assertThat(flagAfterwards).isTrue();
  }
}
