package dev.holdline.gate;

import dev.holdline.fixture.FaultySyscalls;
import dev.holdline.fixture.ManualClock;
import dev.holdline.fixture.Pair;
import dev.holdline.fixture.Plain;
import dev.holdline.held.Incarnation;
import dev.holdline.wait.InterruptPolicy;
import dev.holdline.wait.WaitSettings;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;

/** A socket on which to spin paid before, for tests of just that. */
abstract class SpinningReads {
  private static final long SLICE = TimeUnit.SECONDS.toNanos(50);

  final FaultySyscalls syscalls = new FaultySyscalls();
  final ManualClock clock = new ManualClock(3);

  @AutoClose
  final Gate gate =
      Gates.of(syscalls, new WaitSettings(SLICE, InterruptPolicy.SIGNAL, true, 16), clock);

  @AutoClose final Pair pair = new Pair();

  final Incarnation descriptor = Objects.requireNonNull(gate.file(pair.ours()));

  final void send() {
    Plain.LIBC.send(pair.peer(), new byte[1], 1, 0);
  }

  @BeforeEach
  final void spinningPaidBefore() {
    descriptor.held().expectWait(Reading.RECV, true);
    descriptor.held().spinTime().paid(TimeUnit.MICROSECONDS.toNanos(5));
  }
}
