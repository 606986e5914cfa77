package dev.holdline.gate;

import static dev.holdline.fixture.Eventually.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdline.fixture.FaultySyscalls;
import dev.holdline.fixture.FaultySyscalls.Name;
import dev.holdline.fixture.Pair;
import dev.holdline.fixture.Plain;
import dev.holdline.fixture.Waiting;
import dev.holdline.fixture.Way;
import dev.holdline.held.Incarnation;
import dev.holdline.posix.Errno;
import dev.holdline.posix.Sockets;
import dev.holdline.wait.InterruptPolicy;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Threads that keep the flag of an interrupt that was reported, and wait again. */
final class ReportedInterruptTest {

  private final FaultySyscalls syscalls = new FaultySyscalls();
  @AutoClose private final Pair pair = new Pair();

  private Gate gate(Way way) {
    return Gates.of(syscalls, InterruptPolicy.SIGNAL, way.directWaiters());
  }

  private long read(Gate gate) {
    long result = new PlainRecv(pair.ours()).read(gate);
    return result < 0 ? -Errno.last() : result;
  }

  /** Interrupts the calling thread; lets the interrupt be reported. */
  private void reportOne(Gate gate) {
    Thread.currentThread().interrupt();
    assertThat(read(gate)).isEqualTo(-Errno.EINTR);
  }

  /** The next look at the file, or arming of it, comes after the waiter took its place. */
  @ParameterizedTest
  @EnumSource(names = {"DIRECT", "PARKED"})
  void read_interruptedAsSoonAsItCanBeSeenWaiting_returnsEintr(Way way) {
    pair.receiveTimeout(Duration.ofMillis(200));
    try (Gate gate = gate(way)) {
      Incarnation descriptor = Objects.requireNonNull(gate.file(pair.ours()));
      Waiting waiting =
          Waiting.start(
              way,
              () -> {
                reportOne(gate);
                AtomicBoolean once = new AtomicBoolean();
                for (Name name : new Name[] {Name.COOKIE, Name.EPOLL_MOD}) {
                  syscalls.fail(
                      name,
                      fd -> {
                        if (descriptor.watch().hasWaiters() && once.compareAndSet(false, true)) {
                          Thread.currentThread().interrupt();
                        }
                        return false;
                      },
                      0,
                      1);
                }
                return new PlainRecv(pair.ours()).read(gate);
              });
      assertThat(waiting.result()).isEqualTo(-Errno.EINTR);
    }
  }

  /** Somebody's {@code Hold.wake()} is no interrupt. */
  @Test
  void readAllOfStream_wokenAfterAPart_doesNotReportTheInterruptAgain() {
    try (Gate gate = gate(Way.DIRECT)) {
      Incarnation descriptor = Objects.requireNonNull(gate.file(pair.ours()));
      AtomicBoolean goesOn = new AtomicBoolean();
      Waiting waiting =
          Waiting.start(
              Way.DIRECT,
              () -> {
                reportOne(gate);
                Plain.LIBC.send(pair.peer(), new byte[3], 3, 0);
                goesOn.set(true);
                RecvParts call = new RecvParts(pair.ours());
                assertThat(gate.readAllOfStream(pair.ours(), Sockets.MSG_WAITALL, call))
                    .isEqualTo(3);
                pair.receiveTimeout(Duration.ofMillis(50));
                return new PlainRecv(pair.ours()).read(gate);
              });
      until(() -> goesOn.get() && descriptor.watch().hasWaiters());
      descriptor.held().wake();
      assertThat(waiting.result()).isEqualTo(-Errno.EAGAIN);
    }
  }
}
