package dev.holdline;

import static dev.holdline.fixture.Eventually.until;
import static dev.holdline.fixture.FaultySyscalls.Name.EPOLL_ADD;
import static dev.holdline.fixture.FaultySyscalls.Name.EPOLL_CREATE;
import static dev.holdline.fixture.FaultySyscalls.Name.EPOLL_MOD;
import static dev.holdline.fixture.FaultySyscalls.Name.EPOLL_WAIT;
import static dev.holdline.fixture.FaultySyscalls.Name.EVENTFD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdline.HoldStatus.State;
import dev.holdline.fixture.FaultySyscalls;
import dev.holdline.fixture.Pair;
import dev.holdline.fixture.Plain;
import dev.holdline.fixture.Way;
import dev.holdline.posix.Errno;
import dev.holdline.posix.LibC;
import dev.holdline.wait.Descriptors;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the kernel refuses: the status says so, and every wait works all the same. */
final class FaultsTest {
  private static final Duration SLICE = Duration.ofMillis(100);

  /** What goes wrong, and what the hold says of it in the end. */
  private enum Fault {
    EPOLL_REFUSED(SelectorPoller.AUTO, State.EFFECTIVE, ""),
    EPOLL_REFUSED_AND_NO_OTHER(
        SelectorPoller.EPOLL, State.DEGRADED, "epoll_create1 failed with EMFILE"),
    EPOLL_OUT_OF_MEMORY(SelectorPoller.EPOLL, State.DEGRADED, "epoll_create1 failed with ENOMEM"),
    NO_WATCH_LEFT(
        SelectorPoller.EPOLL, State.DEGRADED, "registering with the selector failed with ENOSPC"),
    WATCH_FORBIDDEN(
        SelectorPoller.EPOLL, State.DEGRADED, "registering with the selector failed with EPERM"),
    ARMING_FAILS(SelectorPoller.EPOLL, State.DEGRADED, "failed with ENOMEM"),
    NO_EVENTFD(SelectorPoller.AUTO, State.DEGRADED, "eventfd failed with EMFILE"),
    THREAD_DIES_ONCE(SelectorPoller.EPOLL, State.EFFECTIVE, ""),
    THREAD_DIES_TWICE(SelectorPoller.EPOLL, State.DEGRADED, "failed twice"),
    THREAD_DIES_AND_NO_DESCRIPTOR_LEFT(
        SelectorPoller.EPOLL, State.DEGRADED, "could not be restarted");

    private final SelectorPoller poller;
    private final State state;
    private final String reason;

    Fault(SelectorPoller poller, State state, String reason) {
      this.poller = poller;
      this.state = state;
      this.reason = reason;
    }

    void injectBefore(FaultySyscalls syscalls, int fd) {
      switch (this) {
        case EPOLL_REFUSED, EPOLL_REFUSED_AND_NO_OTHER -> syscalls.fail(EPOLL_CREATE, Errno.EMFILE);
        case EPOLL_OUT_OF_MEMORY -> syscalls.fail(EPOLL_CREATE, Errno.ENOMEM);
        case NO_WATCH_LEFT -> fail(syscalls, EPOLL_ADD, fd, Errno.ENOSPC);
        case WATCH_FORBIDDEN -> fail(syscalls, EPOLL_ADD, fd, Errno.EPERM);
        case ARMING_FAILS -> fail(syscalls, EPOLL_MOD, fd, Errno.ENOMEM);
        case NO_EVENTFD -> syscalls.fail(EVENTFD, Errno.EMFILE);
        default -> {}
      }
    }

    private static void fail(FaultySyscalls syscalls, FaultySyscalls.Name name, int fd, int errno) {
      syscalls.fail(name, called -> called == fd, errno, Integer.MAX_VALUE);
    }

    /** What takes place while the selector is at work. */
    void injectDuring(FaultySyscalls syscalls) {
      switch (this) {
        case THREAD_DIES_ONCE -> dies(syscalls, 1);
        case THREAD_DIES_TWICE -> dies(syscalls, 2);
        case THREAD_DIES_AND_NO_DESCRIPTOR_LEFT -> {
          syscalls.fail(EPOLL_CREATE, Errno.EMFILE);
          dies(syscalls, 1);
        }
        default -> {}
      }
    }

    private static void dies(FaultySyscalls syscalls, int times) {
      syscalls.failThrowing(EPOLL_WAIT, () -> new LinkageError("injected"), times);
    }
  }

  /** How a wait ends. */
  private enum Ending {
    DATA(3) {
      @Override
      void end(LibC libc, Pair pair, Thread waiting) {
        Plain.LIBC.send(pair.peer(), new byte[3], 3, 0);
      }
    },
    CLOSE(-Errno.EBADF) {
      @Override
      void end(LibC libc, Pair pair, Thread waiting) {
        assertThat(libc.close(pair.ours())).isZero();
        pair.oursIsClosed();
      }
    },
    INTERRUPT(-Errno.EINTR) {
      @Override
      void end(LibC libc, Pair pair, Thread waiting) {
        waiting.interrupt();
      }
    },
    DEADLINE(-Errno.EAGAIN) {
      @Override
      void end(LibC libc, Pair pair, Thread waiting) {}
    },
    END_OF_STREAM(0) {
      @Override
      void end(LibC libc, Pair pair, Thread waiting) {
        pair.closePeer();
      }
    };

    private final long result;

    Ending(long result) {
      this.result = result;
    }

    abstract void end(LibC libc, Pair pair, Thread waiting);
  }

  private final FaultySyscalls syscalls = new FaultySyscalls();
  private final Pair pair = new Pair();

  @AfterEach
  void close() {
    pair.close();
  }

  private static Stream<Arguments> everything() {
    return Stream.of(Fault.values())
        .flatMap(
            fault ->
                Way.available().stream()
                    .flatMap(
                        way ->
                            Stream.of(Ending.values())
                                .map(ending -> Arguments.of(fault, way, ending))));
  }

  private Holdline holdline(Fault fault, Way way) {
    HoldlineConfig config =
        HoldlineConfig.builder()
            .slice(SLICE)
            .poller(fault.poller)
            .directWaiters(way.directWaiters())
            .build();
    return new Holdline(config, syscalls, new Descriptors(syscalls), System::nanoTime);
  }

  private record Received(long result, boolean interrupted, long nanos) {}

  private static Thread receive(Way way, LibC libc, int fd, CompletableFuture<Received> received) {
    return way.start(
        () -> {
          long begin = System.nanoTime();
          long count = libc.recv(fd, new byte[8], 8, 0);
          long result = count < 0 ? -Errno.last() : count;
          received.complete(
              new Received(
                  result, Thread.currentThread().isInterrupted(), System.nanoTime() - begin));
        });
  }

  @ParameterizedTest
  @MethodSource("everything")
  void recv_faultBefore_endsAsIfThereWereNone(Fault fault, Way way, Ending ending) {
    recvEndsAsIfThereWereNone(
        fault,
        way,
        ending,
        (during, hold) -> {
          during.injectDuring(syscalls);
          if (fault.state != State.EFFECTIVE && fault != Fault.ARMING_FAILS) {
            until(() -> hold.status().state() == fault.state);
          }
        },
        (during, hold) -> {});
  }

  private static Stream<Arguments> dyingThread() {
    return everything().filter(some -> some.get()[0].toString().startsWith("THREAD_DIES"));
  }

  @ParameterizedTest
  @MethodSource("dyingThread")
  void recv_threadDiesDuringTheWait_endsAsIfItHadNot(Fault fault, Way way, Ending ending) {
    recvEndsAsIfThereWereNone(
        fault,
        way,
        ending,
        (during, hold) -> {},
        (during, hold) -> {
          long waits = syscalls.count(EPOLL_WAIT);
          during.injectDuring(syscalls);
          until(() -> syscalls.count(EPOLL_WAIT) > waits);
          until(() -> hold.status().state() == fault.state);
        });
  }

  private void recvEndsAsIfThereWereNone(
      Fault fault,
      Way way,
      Ending ending,
      BiConsumer<Fault, Hold> before,
      BiConsumer<Fault, Hold> during) {
    long timeout = ending == Ending.DEADLINE ? 250 : 20_000;
    pair.receiveTimeout(Duration.ofMillis(timeout));
    fault.injectBefore(syscalls, pair.ours());
    try (Holdline holdline = holdline(fault, way);
        Hold hold = holdline.hold(pair.ours())) {
      LibC libc = holdline.wrap(LibC.class, Plain.LIBC);
      before.accept(fault, hold);
      CompletableFuture<Received> received = new CompletableFuture<>();
      Thread waiting = receive(way, libc, pair.ours(), received);
      until(() -> hold.waits() >= 1);
      during.accept(fault, hold);
      if (ending != Ending.CLOSE) {
        checkStatus(fault, way, hold);
      }

      ending.end(libc, pair, waiting);

      assertThat(received).succeedsWithin(15, TimeUnit.SECONDS);
      Received result = received.join();
      assertThat(result.result()).isEqualTo(ending.result);
      assertThat(result.interrupted()).isEqualTo(ending == Ending.INTERRUPT);
      assertThat(result.nanos()).isLessThan(TimeUnit.SECONDS.toNanos(10));
      if (ending == Ending.DEADLINE) {
        assertThat(result.nanos()).isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(timeout));
      }
    }
  }

  /** Arming fails only where something is armed: where a thread parks. */
  private static void checkStatus(Fault fault, Way way, Hold hold) {
    if (fault == Fault.ARMING_FAILS && way == Way.DIRECT) {
      return;
    }
    until(() -> hold.status().state() == fault.state);
    assertThat(hold.status().reason()).contains(fault.reason);
  }

  /** A lost report: the next slice finds what the selector did not say. */
  @ParameterizedTest
  @EnumSource(
      value = Way.class,
      names = {"PARKED", "VIRTUAL"})
  void recv_wakeupLost_healsWithinOneSlice(Way way) {
    if (!Way.available().contains(way)) {
      return;
    }
    try (Holdline holdline = holdline(Fault.THREAD_DIES_ONCE, way);
        Hold hold = holdline.hold(pair.ours())) {
      LibC libc = holdline.wrap(LibC.class, Plain.LIBC);
      CompletableFuture<Received> received = new CompletableFuture<>();
      receive(way, libc, pair.ours(), received);
      // A platform thread begins with a wait that is shorter than a slice.
      until(() -> hold.slices() >= 1 && syscalls.count(EPOLL_MOD) >= 1);
      syscalls.loseEvents();
      long begin = System.nanoTime();
      Plain.send(pair.peer(), 'x');
      until(syscalls::hasLostEvents);

      assertThat(received)
          .succeedsWithin(10, TimeUnit.SECONDS)
          .extracting(Received::result)
          .isEqualTo(1L);
      assertThat(System.nanoTime() - begin).isLessThan(SLICE.multipliedBy(20).toNanos());
      assertThat(hold.slices()).isPositive();
    }
  }

  /** What failed once is tried again: a limit may have been raised. */
  @ParameterizedTest
  @EnumSource(
      value = Way.class,
      names = {"PARKED", "VIRTUAL"})
  void recv_watchesToBeHadAgain_recovers(Way way) {
    if (!Way.available().contains(way)) {
      return;
    }
    Fault.NO_WATCH_LEFT.injectBefore(syscalls, pair.ours());
    try (Holdline holdline = holdline(Fault.NO_WATCH_LEFT, way);
        Hold hold = holdline.hold(pair.ours())) {
      LibC libc = holdline.wrap(LibC.class, Plain.LIBC);
      assertThat(hold.status().state()).isEqualTo(State.DEGRADED);
      syscalls.heal();
      for (long received : List.of(1L, 1L)) {
        CompletableFuture<Received> result = new CompletableFuture<>();
        receive(way, libc, pair.ours(), result);
        until(() -> hold.waits() >= 1);
        Plain.send(pair.peer(), 'x');
        assertThat(result)
            .succeedsWithin(10, TimeUnit.SECONDS)
            .extracting(Received::result)
            .isEqualTo(received);
      }
      assertThat(hold.status().state()).isEqualTo(State.EFFECTIVE);
    }
  }
}
