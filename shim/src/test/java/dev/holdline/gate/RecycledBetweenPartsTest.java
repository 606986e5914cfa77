package dev.holdline.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdline.fixture.FaultySyscalls;
import dev.holdline.fixture.Pair;
import dev.holdline.fixture.Plain;
import dev.holdline.posix.Errno;
import dev.holdline.posix.Sockets;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Calls that are taken in parts, whose number stands for another file after the first part. In the
 * kernel one call has one file; so here, too, and what the other file has stays there.
 */
final class RecycledBetweenPartsTest {
  private static final int WANTED = PlainRecv.BYTES;
  private static final int OURS = 3; // bytes
  private static final int FOREIGN = 5;

  /** Who gives the number to another file. */
  private enum By {
    HOLDLINE,
    /** Nobody tells Holdline. */
    STRANGER
  }

  /** A recv(2) that is made in parts, and something that happens between them. */
  private static final class Parts extends RecvParts {
    private final Runnable between;

    Parts(int fd, Runnable between) {
      super(fd);
      this.between = between;
    }

    @Override
    public void resumeAt(long done, long leftNanos) {
      if (done > 0) {
        between.run();
      }
    }
  }

  /** Two messages; something happens after the first. */
  private class Messages implements MessageVector {
    private final Runnable between;

    Messages(Runnable between) {
      this.between = between;
    }

    @Override
    public long count() {
      return 2;
    }

    @Override
    public Divisible message(long index) {
      return new Parts(pair.ours(), () -> {});
    }

    @Override
    public void took(long index, long bytes) {
      between.run();
    }

    @Override
    public long takeRest(long index) {
      int taken =
          (int) Plain.LIBC.recv(pair.ours(), new byte[WANTED], WANTED, Sockets.MSG_DONTWAIT);
      return taken < 0 ? taken : 1;
    }

    @Override
    public int errno() {
      return Errno.EAGAIN;
    }

    @Override
    public void finish(long done, long leftNanos) {}
  }

  @AutoClose private final Gate gate = Gates.of(new FaultySyscalls());

  @AutoClose private final Pair pair = new Pair();
  @AutoClose private final Pair other = new Pair();

  private void send(Pair to, int bytes) {
    to.receiveTimeout(Duration.ofSeconds(1)); // for whoever would wait for more
    assertThat(Plain.LIBC.send(to.peer(), new byte[bytes], bytes, 0)).isEqualTo(bytes);
  }

  private Runnable recycle(By by) {
    return () -> {
      Dup2 dup2 = new Dup2(other.ours(), pair.ours());
      long result =
          by == By.HOLDLINE
              ? gate.dupOnto(other.ours(), pair.ours(), dup2)
              : Plain.LIBC.dup2(other.ours(), pair.ours());
      assertThat(result).isEqualTo(pair.ours());
    };
  }

  private record Dup2(int from, int onto) implements Original {
    @Override
    public long call(int extraFlags) {
      return Plain.LIBC.dup2(from, onto);
    }

    @Override
    public int errno() {
      return Errno.last();
    }
  }

  private void assertNothingWasTakenFromTheOther() {
    int there = Sockets.MSG_DONTWAIT | Sockets.MSG_PEEK;
    assertThat(Plain.LIBC.recv(other.ours(), new byte[WANTED], WANTED, there)).isEqualTo(FOREIGN);
  }

  @ParameterizedTest
  @EnumSource
  void readAllOfStream_recycledAfterAPart_returnsThatPart(By by) {
    send(pair, OURS);
    send(other, FOREIGN);
    Parts call = new Parts(pair.ours(), recycle(by));
    assertThat(gate.readAllOfStream(pair.ours(), Sockets.MSG_WAITALL, call)).isEqualTo(OURS);
    assertNothingWasTakenFromTheOther();
  }

  @Test
  void readAllOfStream_recycledBeforeTheCall_takesAll() {
    assertThat(gate.file(pair.ours())).isNotNull();
    recycle(By.STRANGER).run();
    send(other, OURS);
    Parts call = new Parts(pair.ours(), () -> send(other, WANTED - OURS));
    assertThat(gate.readAllOfStream(pair.ours(), Sockets.MSG_WAITALL, call)).isEqualTo(WANTED);
  }

  @ParameterizedTest
  @EnumSource
  void readAll_recycledAfterAMessage_returnsThatMessage(By by) {
    send(pair, OURS);
    send(other, FOREIGN);
    Parts call = new Parts(pair.ours(), recycle(by));
    assertThat(gate.readAll(pair.ours(), 0, WANTED, Gate.FOR_EVER, call)).isEqualTo(OURS);
    assertNothingWasTakenFromTheOther();
  }

  @ParameterizedTest
  @EnumSource
  void readMessagesOfStream_recycledAfterAMessage_returnsThatMessage(By by) {
    send(pair, WANTED);
    send(other, FOREIGN);
    Messages call = new Messages(recycle(by));
    int flags = Sockets.MSG_WAITALL;
    assertThat(gate.readMessagesOfStream(pair.ours(), flags, Gate.FOR_EVER, call)).isOne();
    assertNothingWasTakenFromTheOther();
  }

  @ParameterizedTest
  @EnumSource
  void readMessagesOfStream_recycledWithinAMessage_takesNothingOfTheOther(By by) {
    send(pair, OURS);
    send(other, FOREIGN);
    Runnable recycle = recycle(by);
    MessageVector call =
        new Messages(() -> {}) {
          @Override
          public Divisible message(long index) {
            return new Parts(pair.ours(), index == 0 ? recycle : () -> {});
          }
        };
    assertThat(gate.readMessagesOfStream(pair.ours(), Sockets.MSG_WAITALL, Gate.FOR_EVER, call))
        .isOne();
    assertNothingWasTakenFromTheOther();
  }

  @ParameterizedTest
  @EnumSource
  void readMessagesOfStream_restAfterItWasRecycled_isNotTaken(By by) {
    send(pair, WANTED);
    send(other, FOREIGN);
    Messages call = new Messages(recycle(by));
    int flags = Sockets.MSG_WAITALL | Sockets.MSG_WAITFORONE;
    assertThat(gate.readMessagesOfStream(pair.ours(), flags, Gate.FOR_EVER, call)).isOne();
    assertNothingWasTakenFromTheOther();
  }
}
