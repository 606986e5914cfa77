package dev.holdline.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdline.fixture.Pair;
import dev.holdline.fixture.Plain;
import dev.holdline.fixture.Polling;
import dev.holdline.fixture.Waiting;
import dev.holdline.fixture.Way;
import dev.holdline.posix.Errno;
import dev.holdline.posix.LibC;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** poll, select and epoll_wait on two descriptors, with faults below one of them. */
final class ManyFaultsTest {
  private static final int LONG_MILLIS = 20_000;

  /** How a wait ends. */
  private enum Ending {
    DATA,
    CLOSE,
    INTERRUPT,
    DEADLINE;

    long result(Polling polling) {
      return switch (this) {
        case DATA -> 1;
        case CLOSE -> polling == Polling.POLL ? 1 : -Errno.EBADF; // POLLNVAL is an answer
        case INTERRUPT -> -Errno.EINTR;
        case DEADLINE -> 0;
      };
    }
  }

  @AutoClose private final Pair idle = new Pair();
  @AutoClose private final Pair pair = new Pair();

  private static Stream<Arguments> everything() {
    return FaultyWait.all(Way.available())
        .flatMap(
            wait ->
                Arrays.stream(Polling.values())
                    .flatMap(
                        polling ->
                            Arrays.stream(Ending.values())
                                .map(ending -> Arguments.of(wait, polling, ending))));
  }

  @ParameterizedTest
  @MethodSource("everything")
  void poll_faultBelow_endsAsIfThereWereNone(FaultyWait wait, Polling polling, Ending ending) {
    try (Polling.Asked asked = polling.ask(idle.ours(), pair.ours())) {
      Waiting.Ended ended = wait.run(asked.waitedFor(), new Scenario(asked, ending));

      assertThat(ended.result()).isEqualTo(ending.result(polling));
      assertThat(ended.interrupted()).isEqualTo(ending == Ending.INTERRUPT);
      if (ending == Ending.DATA) {
        assertThat(asked.readable()).containsExactly(pair.ours());
      }
      if (ending == Ending.DEADLINE) {
        assertThat(asked.readable()).isEmpty();
        assertThat(ended.took()).isGreaterThanOrEqualTo(FaultyWait.TIMEOUT);
      }
    }
  }

  private final class Scenario implements FaultyWait.Scenario {
    private final Polling.Asked asked;
    private final Ending ending;

    Scenario(Polling.Asked asked, Ending ending) {
      this.asked = asked;
      this.ending = ending;
    }

    @Override
    public long call(LibC libc) {
      return asked.call(
          libc, ending == Ending.DEADLINE ? (int) FaultyWait.TIMEOUT.toMillis() : LONG_MILLIS);
    }

    @Override
    public void end(LibC libc, Waiting waiting) {
      switch (ending) {
        case DATA -> Plain.send(pair.peer(), 'x');
        case CLOSE -> {
          assertThat(libc.close(asked.waitedFor())).isZero();
          if (asked.waitedFor() == pair.ours()) {
            pair.oursIsClosed();
          } else {
            asked.isClosed();
          }
        }
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
