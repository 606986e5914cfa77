package dev.holdline.wait;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdline.fixture.FaultySyscalls;
import dev.holdline.fixture.Pair;
import dev.holdline.fixture.Plain;
import dev.holdline.posix.Poll;
import java.util.Objects;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class AttemptTest {

  private final FaultySyscalls syscalls = new FaultySyscalls();

  @AutoClose private final Gate gate = Gates.of(syscalls);

  @AutoClose private final Pair pair = new Pair();

  private final Descriptor descriptor = Objects.requireNonNull(gate.descriptor(pair.ours()));

  private Attempt attempt(Reading how, Original call) {
    ReadTerms terms = new ReadTerms(syscalls);
    terms.begin(pair.ours(), how, 0, PlainRecv.BYTES);
    Attempt attempt = new Attempt(terms);
    attempt.begin(call);
    return attempt;
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
    reader.beforeWait(descriptor);
    Plain.send(pair.peer(), 1);
    assertThat(syscalls.look(pair.ours(), Poll.POLLIN)).isEqualTo(Poll.POLLIN);
    reader.afterWait(true);

    descriptor.noteLowWater();
    assertThat(attempt(other, new PlainRecv(pair.ours())).timedOut(descriptor)).isTrue();

    assertThat(reader.run(descriptor)).isFalse();
    assertThat(called[0]).isFalse();
  }
}
