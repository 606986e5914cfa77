package dev.holdline.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdline.fixture.FaultySyscalls;
import dev.holdline.fixture.Pair;
import dev.holdline.fixture.Plain;
import dev.holdline.held.Incarnation;
import dev.holdline.posix.Poll;
import java.util.Objects;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class AttemptTest {

  private final FaultySyscalls syscalls = new FaultySyscalls();

  @AutoClose private final Gate gate = Gates.of(syscalls);

  @AutoClose private final Pair pair = new Pair();

  private final Incarnation descriptor = Objects.requireNonNull(gate.file(pair.ours()));

  private Attempt attempt(Reading how, Original function) {
    ReadState call = new ReadState();
    call.begin(pair.ours(), how, 0, PlainRecv.BYTES, function);
    call.about(descriptor);
    return new Attempt(new ReadTerms(syscalls, call), call, new NonblockingCall(syscalls, call));
  }

  /** Were it called then, it would wait in the kernel: it cannot be told not to. */
  @ParameterizedTest
  @EnumSource(names = {"RECV", "READ"})
  void run_lastLookOfAnotherTookWhatWasSeen_doesNotCall(Reading other) {
    boolean[] called = {false};
    Attempt reader =
        attempt(
            Reading.READ,
            new PlainRecv(pair.ours()) {
              @Override
              public long call(int extraFlags) {
                called[0] = true;
                return 1;
              }
            });
    reader.beforeWait();
    Plain.send(pair.peer(), 1);
    assertThat(syscalls.look(pair.ours(), Poll.POLLIN)).isEqualTo(Poll.POLLIN);
    reader.afterWait(true);

    descriptor.noteLowWater();
    assertThat(attempt(other, new PlainRecv(pair.ours())).timedOut()).isTrue();

    assertThat(reader.run(false)).isFalse();
    assertThat(called[0]).isFalse();
  }
}
