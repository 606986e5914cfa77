package dev.holdline.faults;

import static dev.holdline.fixture.Eventually.until;
import static dev.holdline.fixture.FaultySyscalls.Name.EPOLL_MOD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdline.Hold;
import dev.holdline.HoldStatus.State;
import dev.holdline.Holdline;
import dev.holdline.fixture.FaultySyscalls;
import dev.holdline.fixture.Pair;
import dev.holdline.fixture.Plain;
import dev.holdline.fixture.Waiting;
import dev.holdline.fixture.Way;
import dev.holdline.posix.Errno;
import dev.holdline.posix.LibC;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the kernel refuses: the status says so, and every wait works all the same. */
final class RecvFaultsTest {
  private static final Duration LONG = Duration.ofSeconds(20);

  /** How a wait ends. */
  private enum Ending {
    DATA(3) {
      @Override
      void end(LibC libc, Pair pair, Waiting waiting) {
        Plain.LIBC.send(pair.peer(), new byte[3], 3, 0);
      }
    },
    CLOSE(-Errno.EBADF) {
      @Override
      void end(LibC libc, Pair pair, Waiting waiting) {
        assertThat(libc.close(pair.ours())).isZero();
        pair.oursIsClosed();
      }
    },
    INTERRUPT(-Errno.EINTR) {
      @Override
      void end(LibC libc, Pair pair, Waiting waiting) {
        waiting.interrupt();
      }
    },
    DEADLINE(-Errno.EAGAIN) {
      @Override
      void end(LibC libc, Pair pair, Waiting waiting) {}
    },
    END_OF_STREAM(0) {
      @Override
      void end(LibC libc, Pair pair, Waiting waiting) {
        pair.closePeer();
      }
    };

    private final long result;

    Ending(long result) {
      this.result = result;
    }

    abstract void end(LibC libc, Pair pair, Waiting waiting);
  }

  @AutoClose private final Pair pair = new Pair();

  private static Stream<Arguments> everything() {
    return FaultyWait.allWith(Way.available(), Ending.values());
  }

  @ParameterizedTest
  @MethodSource("everything")
  void recv_faultBelow_endsAsIfThereWereNone(FaultyWait wait, Ending ending) {
    Duration timeout = ending == Ending.DEADLINE ? FaultyWait.TIMEOUT : LONG;
    pair.receiveTimeout(timeout);
    Waiting.Ended ended =
        wait.run(
            pair.ours(),
            new FaultyWait.Scenario() {
              @Override
              public long call(LibC libc) {
                return libc.recv(pair.ours(), new byte[8], 8, 0);
              }

              @Override
              public void end(LibC libc, Waiting waiting) {
                ending.end(libc, pair, waiting);
              }

              @Override
              public boolean closes() {
                return ending == Ending.CLOSE;
              }
            });
    assertThat(ended.result()).isEqualTo(ending.result);
    assertThat(ended.interrupted()).isEqualTo(ending == Ending.INTERRUPT);
    assertThat(ended.took()).isLessThan(LONG.dividedBy(2));
    if (ending == Ending.DEADLINE) {
      assertThat(ended.took()).isGreaterThanOrEqualTo(timeout);
    }
  }

  private static Stream<Way> parked() {
    return Way.available().stream().filter(way -> way != Way.DIRECT);
  }

  private Waiting receive(Way way, LibC libc) {
    return Waiting.start(way, () -> libc.recv(pair.ours(), new byte[8], 8, 0));
  }

  /** A lost report: the next slice finds what the selector did not say. */
  @ParameterizedTest
  @MethodSource("parked")
  void recv_wakeupLost_healsWithinOneSlice(Way way) {
    FaultySyscalls syscalls = new FaultySyscalls();
    try (Holdline holdline = new FaultyWait(Fault.THREAD_DIES_ONCE, false, way).holdline(syscalls);
        Hold hold = holdline.hold(pair.ours())) {
      Waiting waiting = receive(way, holdline.wrap(LibC.class, Plain.LIBC));
      // A platform thread begins with a wait that is shorter than a slice.
      until(() -> hold.slices() >= 1 && syscalls.count(EPOLL_MOD) >= 1);
      syscalls.loseEvents();
      long begin = System.nanoTime();
      Plain.send(pair.peer(), 'x');
      until(syscalls::hasLostEvents);

      assertThat(waiting.result()).isEqualTo(1);
      assertThat(Duration.ofNanos(System.nanoTime() - begin))
          .isLessThan(FaultyWait.SLICE.multipliedBy(100));
      assertThat(hold.slices()).isPositive();
    }
  }

  /** What failed once is tried again: a limit may have been raised. */
  @ParameterizedTest
  @MethodSource("parked")
  void recv_watchesToBeHadAgain_recovers(Way way) {
    FaultySyscalls syscalls = new FaultySyscalls();
    Fault.NO_WATCH_LEFT.injectBefore(syscalls, pair.ours());
    try (Holdline holdline = new FaultyWait(Fault.NO_WATCH_LEFT, false, way).holdline(syscalls);
        Hold hold = holdline.hold(pair.ours())) {
      LibC libc = holdline.wrap(LibC.class, Plain.LIBC);
      assertThat(hold.status().state()).isEqualTo(State.DEGRADED);
      syscalls.heal();
      for (long waits : List.of(1L, 2L)) {
        Waiting waiting = receive(way, libc);
        until(() -> hold.waits() >= waits);
        Plain.send(pair.peer(), 'x');
        assertThat(waiting.result()).isEqualTo(1);
      }
      assertThat(hold.status().state()).isEqualTo(State.EFFECTIVE);
    }
  }
}
