package dev.holdline.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdline.fixture.FaultySyscalls;
import dev.holdline.fixture.Pair;
import dev.holdline.fixture.Plain;
import dev.holdline.held.Held;
import dev.holdline.posix.Errno;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** An error that a call had to leave is that of the next call, whatever comes between. */
final class LeftErrorTest {

  private final FaultySyscalls syscalls = new FaultySyscalls();

  @AutoClose private final Gate gate = Gates.of(syscalls);

  @AutoClose private final Pair pair = new Pair();

  private long read() {
    long result = new PlainRecv(pair.ours()).read(gate);
    return result < 0 ? -Errno.last() : result;
  }

  @Test
  void read_numberRecycled_isNotAnsweredWithTheErrorOfAnotherFile() {
    Objects.requireNonNull(gate.file(pair.ours())).openFile().leaveError(Errno.ECONNREFUSED);
    try (Pair other = new Pair()) {
      Plain.LIBC.dup2(other.ours(), pair.ours());
      Plain.send(other.peer(), 1);
      assertThat(read()).isOne();
    }
  }

  @Test
  void read_holdReleasedMeanwhile_answersWithTheErrorOnce() {
    pair.receiveTimeout(Duration.ofMillis(50));
    Held held = Objects.requireNonNull(gate.hold(pair.ours()));
    held.current().openFile().leaveError(Errno.ECONNREFUSED);
    gate.release(held);

    assertThat(read()).isEqualTo(-Errno.ECONNREFUSED);
    assertThat(read()).isEqualTo(-Errno.EAGAIN);
  }
}
