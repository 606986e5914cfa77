package dev.holdline.gate;

import static dev.holdline.fixture.Eventually.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdline.fixture.FaultySyscalls;
import dev.holdline.fixture.Pair;
import dev.holdline.fixture.Plain;
import dev.holdline.held.Incarnation;
import dev.holdline.posix.Errno;
import dev.holdline.posix.Poll;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class GatedManyTest {
  private static final long ENDED = 88;
  private static final long CLOSED = 7;

  @AutoClose private final Gate gate = Gates.of(new FaultySyscalls());

  @AutoClose private final Pair pair = new Pair();
  @AutoClose private final Pair other = new Pair();

  private final Incarnation descriptor = Objects.requireNonNull(gate.file(pair.ours()));

  /** A poll(2) of one descriptor that never finds anything, as if others were always faster. */
  private final class Call implements ManyCall {
    private final Runnable afterWait;
    private int calls;

    Call(Runnable afterWait) {
      this.afterWait = afterWait;
    }

    @Override
    public long call(int extraFlags) {
      if (++calls == 2) {
        afterWait.run();
      }
      return 0;
    }

    @Override
    public int errno() {
      return 0;
    }

    @Override
    public void descriptors(Sink sink) {
      sink.add(pair.ours(), Poll.POLLIN);
    }

    @Override
    public long closed(IntPredicate isClosed) {
      return isClosed.test(pair.ours()) ? CLOSED : 0;
    }

    @Override
    public long ended(IntPredicate isEnded) {
      return isEnded.test(pair.ours()) ? ENDED : 0;
    }
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

  /** Between two waits nobody sees it waiting; it had waited all the same. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void poll_recycledAfterAWaitForNothing_reportsTheClose(boolean observed) throws Exception {
    Dup2 dup2 = new Dup2(other.ours(), pair.ours());
    Call call =
        new Call(
            () -> {
              if (observed) {
                gate.dupOnto(other.ours(), pair.ours(), dup2);
              } else {
                dup2.call(0);
              }
            });
    CompletableFuture<Long> result =
        CompletableFuture.supplyAsync(() -> gate.many(TimeUnit.SECONDS.toNanos(1), call));
    until(() -> descriptor.watch().hasWaiters());
    Plain.send(pair.peer(), 1);
    assertThat(result.get(10, TimeUnit.SECONDS)).isEqualTo(CLOSED);
  }
}
