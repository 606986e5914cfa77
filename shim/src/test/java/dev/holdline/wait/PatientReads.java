package dev.holdline.wait;

import dev.holdline.fixture.FaultySyscalls;
import dev.holdline.fixture.ManualClock;
import dev.holdline.fixture.Pair;
import dev.holdline.fixture.Plain;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;

/** A socket on which to look again paid before, for tests of just that. */
abstract class PatientReads {
  private static final long SLICE = TimeUnit.SECONDS.toNanos(50);

  final FaultySyscalls syscalls = new FaultySyscalls();
  final ManualClock clock = new ManualClock(3);

  @AutoClose
  final Gate gate =
      Gates.of(syscalls, new WaitSettings(SLICE, InterruptPolicy.SIGNAL, true, 16), clock);

  @AutoClose final Pair pair = new Pair();

  final Descriptor descriptor = Objects.requireNonNull(gate.descriptor(pair.ours()));

  final void send() {
    Plain.LIBC.send(pair.peer(), new byte[1], 1, 0);
  }

  @BeforeEach
  final void lookingAgainPaidBefore() {
    descriptor.expectWait(Reading.RECV, true);
    descriptor.patience().paid(TimeUnit.MICROSECONDS.toNanos(5));
  }
}
