package dev.holdline.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdline.fixture.Pair;
import dev.holdline.fixture.Plain;
import dev.holdline.fixture.Waiting;
import dev.holdline.fixture.Way;
import dev.holdline.posix.Errno;
import dev.holdline.posix.LibC;
import dev.holdline.posix.Sockets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Writes of virtual threads to full buffers, with faults below them. Nothing before JDK 21. */
final class WriteFaultsTest {
  /** More than the buffers hold, so that the write waits again while it is read. */
  private static final int LENGTH = 1_000_000;

  /** The two kinds: one can be told not to wait, the other cannot. */
  private enum Call {
    SEND {
      @Override
      long write(LibC libc, int fd, byte[] bytes) {
        return libc.send(fd, bytes, bytes.length, 0);
      }
    },
    WRITE {
      @Override
      long write(LibC libc, int fd, byte[] bytes) {
        return libc.write(fd, bytes, bytes.length);
      }
    };

    abstract long write(LibC libc, int fd, byte[] bytes);
  }

  /** How a wait ends. */
  private enum Ending {
    READ(LENGTH),
    CLOSE(-Errno.EBADF),
    INTERRUPT(-Errno.EINTR),
    DEADLINE(-Errno.EAGAIN),
    PEER_CLOSES(-Errno.EPIPE);

    private final long result;

    Ending(long result) {
      this.result = result;
    }
  }

  @AutoClose private final Pair pair = new Pair();

  private static Stream<Arguments> everything() {
    List<Way> virtual = Way.available().stream().filter(way -> way == Way.VIRTUAL).toList();
    return FaultyWait.all(virtual)
        .flatMap(
            wait ->
                Arrays.stream(Call.values())
                    .flatMap(
                        call ->
                            Arrays.stream(Ending.values())
                                .map(ending -> Arguments.of(wait, call, ending))));
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("everything")
  void write_faultBelow_endsAsIfThereWereNone(FaultyWait wait, Call call, Ending ending) {
    int filled = pair.fill();
    if (ending == Ending.DEADLINE) {
      Plain.timeout(pair.ours(), Sockets.SO_SNDTIMEO, FaultyWait.TIMEOUT);
    }
    Waiting.Ended ended =
        wait.run(
            pair.ours(),
            new FaultyWait.Scenario() {
              @Override
              public long call(LibC libc) {
                return call.write(libc, pair.ours(), new byte[LENGTH]);
              }

              @Override
              public void end(LibC libc, Waiting waiting) {
                switch (ending) {
                  case READ -> pair.drain(filled + LENGTH);
                  case CLOSE -> {
                    assertThat(libc.close(pair.ours())).isZero();
                    pair.oursIsClosed();
                  }
                  case INTERRUPT -> waiting.interrupt();
                  case DEADLINE -> {}
                  case PEER_CLOSES -> pair.closePeer();
                }
              }

              @Override
              public boolean closes() {
                return ending == Ending.CLOSE;
              }
            });
    assertThat(ended.result()).isEqualTo(ending.result);
    assertThat(ended.interrupted()).isEqualTo(ending == Ending.INTERRUPT);
    if (ending == Ending.DEADLINE) {
      assertThat(ended.took()).isGreaterThanOrEqualTo(FaultyWait.TIMEOUT);
    }
  }
}
