package dev.holdline.gate;

import static dev.holdline.fixture.Eventually.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.holdline.fixture.FaultySyscalls;
import dev.holdline.fixture.Pair;
import dev.holdline.fixture.Plain;
import dev.holdline.fixture.Waiting;
import dev.holdline.fixture.Way;
import dev.holdline.held.Incarnation;
import dev.holdline.posix.Errno;
import dev.holdline.posix.Sockets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections that a verdict about the peer ends, of which the kernel knows nothing. */
final class VerdictTest {
  @AutoClose private final Gate gate = Gates.of(new FaultySyscalls());
  @AutoClose private final Pair pair = new Pair();

  private static List<Way> ways() {
    return Way.available();
  }

  private final Incarnation file = Objects.requireNonNull(gate.file(pair.ours()));

  private long read() {
    long result = new PlainRecv(pair.ours()).read(gate);
    return result < 0 ? -Errno.last() : result;
  }

  @ParameterizedTest
  @MethodSource("ways")
  void recv_endedWhileItWaits_returnsTheVerdict(Way way) {
    Waiting waiting = Waiting.start(way, () -> new PlainRecv(pair.ours()).read(gate));
    until(file.watch()::hasWaiters);
    file.end(Errno.ETIMEDOUT);
    assertThat(waiting.result()).isEqualTo(-Errno.ETIMEDOUT);
  }

  @Test
  void recv_endedWithDataLeft_returnsThatFirstAndThenTheVerdictEachTime() {
    Plain.send(pair.peer(), 'x');
    file.end(Errno.ETIMEDOUT);
    assertThat(read()).isEqualTo(1);
    assertThat(read()).isEqualTo(-Errno.ETIMEDOUT);
    assertThat(read()).isEqualTo(-Errno.ETIMEDOUT);
  }

  @Test
  void end_twice_theFirstCounts() {
    file.end(Errno.ETIMEDOUT);
    file.end(Errno.ECONNRESET);
    assertThat(read()).isEqualTo(-Errno.ETIMEDOUT);
    assertThatIllegalArgumentException().isThrownBy(() -> file.end(0)).withMessageContaining("0");
  }

  @Test
  void recv_closedAfterTheVerdict_isEbadf() {
    file.end(Errno.ETIMEDOUT);
    gate.close(pair.ours(), new PlainClose(pair.ours(), () -> {}));
    pair.oursIsClosed();
    assertThat(read()).isEqualTo(-Errno.EBADF);
  }

  /** Whoever guesses that it has to wait does not look first. */
  @Test
  void recv_thatWaitsWithoutALook_returnsTheVerdict() {
    file.held().expectWait(Reading.RECV, true);
    file.end(Errno.ETIMEDOUT);
    assertThat(read()).isEqualTo(-Errno.ETIMEDOUT);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void poll_ended_reportsIt(boolean before) {
    EndedPoll poll = new EndedPoll(pair.ours());
    if (before) {
      file.end(Errno.ETIMEDOUT);
    }
    Waiting waiting = Waiting.start(Way.DIRECT, () -> gate.many(Gate.FOR_EVER, poll));
    if (!before) {
      until(file.watch()::hasWaiters);
      file.end(Errno.ETIMEDOUT);
    }
    assertThat(waiting.result()).isEqualTo(EndedPoll.ENDED);
  }

  /** The kernel hands out fewer bytes than were asked for, too, at the end of a connection. */
  @Test
  void recv_allAskedForAndFewerThere_returnsThoseFirst() {
    Plain.LIBC.send(pair.peer(), new byte[3], 3, 0);
    file.end(Errno.ETIMEDOUT);
    PlainRecv recv = new PlainRecv(pair.ours());
    long result = gate.read(pair.ours(), Reading.RECV, Sockets.MSG_WAITALL, PlainRecv.BYTES, recv);
    assertThat(result).isEqualTo(3);
    assertThat(read()).isEqualTo(-Errno.ETIMEDOUT);
  }

  @Test
  void recv_endedWhileAnotherHasTheTurn_returnsWhatIsThere() {
    Plain.send(pair.peer(), 'x');
    file.end(Errno.ETIMEDOUT);
    assertThat(file.openFile().takeTurn()).isTrue();
    Waiting waiting = Waiting.start(Way.DIRECT, () -> new PlainRecv(pair.ours()).read(gate));
    until(() -> file.held().counters().waits() > 0 || waiting.isOver());
    file.openFile().endTurn();
    assertThat(waiting.result()).isEqualTo(1);
  }
}
