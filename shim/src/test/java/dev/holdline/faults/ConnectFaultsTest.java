package dev.holdline.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdline.fixture.Listener;
import dev.holdline.fixture.Plain;
import dev.holdline.fixture.Waiting;
import dev.holdline.fixture.Way;
import dev.holdline.posix.Errno;
import dev.holdline.posix.LibC;
import dev.holdline.posix.Sockets;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** connect with faults below it, to listeners without room. */
final class ConnectFaultsTest {
  /** The kinds of socket: one waits for the peer's answer, the other tries again and again. */
  private enum Kind {
    TCP(Errno.EINPROGRESS),
    UNIX(Errno.EAGAIN);

    private final int timedOut;

    Kind(int timedOut) {
      this.timedOut = timedOut;
    }

    Listener full() {
      return (this == TCP ? Listener.tcp() : Listener.unix()).fill();
    }
  }

  /** How a wait ends. */
  private enum Ending {
    ROOM,
    CLOSE,
    INTERRUPT,
    DEADLINE;

    long result(Kind kind) {
      return switch (this) {
        case ROOM -> 0;
        case CLOSE -> -Errno.EBADF;
        case INTERRUPT -> -Errno.EINTR;
        case DEADLINE -> -kind.timedOut;
      };
    }
  }

  /** Room that TCP notices after a second is left to a test of its own. */
  private static Stream<Arguments> everything() {
    return FaultyWait.all(Way.available())
        .flatMap(
            wait ->
                Arrays.stream(Kind.values())
                    .flatMap(
                        kind ->
                            Arrays.stream(Ending.values())
                                .filter(ending -> kind == Kind.UNIX || ending != Ending.ROOM)
                                .map(ending -> Arguments.of(wait, kind, ending))));
  }

  @ParameterizedTest
  @MethodSource("everything")
  void connect_faultBelow_endsAsIfThereWereNone(FaultyWait wait, Kind kind, Ending ending) {
    connectEndsAsIfThereWereNone(wait, kind, ending);
  }

  private static Stream<FaultyWait> lostSelectors() {
    return FaultyWait.all(Way.available())
        .filter(wait -> wait.fault() == Fault.THREAD_DIES_TWICE && wait.during());
  }

  @ParameterizedTest
  @MethodSource("lostSelectors")
  void connect_selectorLostMeanwhile_connectsWhenThePeerAnswers(FaultyWait wait) {
    connectEndsAsIfThereWereNone(wait, Kind.TCP, Ending.ROOM);
  }

  private static void connectEndsAsIfThereWereNone(FaultyWait wait, Kind kind, Ending ending) {
    try (Listener listener = kind.full()) {
      int fd = listener.socket();
      if (ending == Ending.DEADLINE) {
        Plain.timeout(fd, Sockets.SO_SNDTIMEO, FaultyWait.TIMEOUT);
      }
      Waiting.Ended ended = wait.run(fd, new Connecting(listener, fd, ending));
      if (ending != Ending.CLOSE) {
        Plain.LIBC.close(fd);
      }
      assertThat(ended.result()).isEqualTo(ending.result(kind));
      assertThat(ended.interrupted()).isEqualTo(ending == Ending.INTERRUPT);
      if (ending == Ending.DEADLINE) {
        assertThat(ended.took()).isGreaterThanOrEqualTo(FaultyWait.TIMEOUT);
      }
    }
  }

  private record Connecting(Listener listener, int fd, Ending ending)
      implements FaultyWait.Scenario {
    @Override
    public long call(LibC libc) {
      byte[] address = listener.address();
      return libc.connect(fd, address, address.length);
    }

    @Override
    public void end(LibC libc, Waiting waiting) {
      switch (ending) {
        case ROOM -> listener.makeRoom();
        case CLOSE -> assertThat(libc.close(fd)).isZero();
        case INTERRUPT -> waiting.interrupt();
        case DEADLINE -> {}
      }
    }

    @Override
    public boolean closes() {
      return ending == Ending.CLOSE;
    }
  }
}
