package dev.holdline.gate;

import static dev.holdline.fixture.Eventually.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdline.fixture.FaultySyscalls.Name;
import dev.holdline.fixture.Pair;
import dev.holdline.fixture.Plain;
import dev.holdline.fixture.Waiting;
import dev.holdline.fixture.Way;
import dev.holdline.held.Incarnation;
import dev.holdline.held.Succession;
import dev.holdline.posix.Errno;
import dev.holdline.posix.Poll;
import dev.holdline.posix.Sockets;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntPredicate;
import jnr.ffi.Pointer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What meets a succession at the wrong moment. */
final class SuccessionRacesTest extends Successions {
  @AutoClose private final Pair third = new Pair();
  private final AtomicReference<Succession> begun = new AtomicReference<>();

  /** Ends a succession that was begun by a hook, in the thread that made the system call. */
  private Incarnation finish() {
    Succession succession = Objects.requireNonNull(begun.get());
    evict(succession);
    succession.complete(this::dup);
    return Objects.requireNonNull(registry.descriptors().find(pair.ours()));
  }

  /** read(2): it cannot be told not to wait. */
  private record PlainRead(int fd) implements Original {
    @Override
    public long call(int extraFlags) {
      return Plain.LIBC.read(fd, new byte[8], 8);
    }

    @Override
    public int errno() {
      return Errno.last();
    }
  }

  @Test
  void read_readyOnTheOldFile_doesNotBlockInTheKernelOnTheHeir() {
    AtomicBoolean sent = new AtomicBoolean();
    once(Name.COOKIE, fd -> sent.get(), () -> begun.set(begin()));
    Waiting waiting =
        Waiting.start(
            Way.DIRECT,
            () -> gate.read(pair.ours(), Reading.READ, 0, 8, new PlainRead(pair.ours())));
    until(this::hasPolled);
    sent.set(true);
    Plain.send(pair.peer(), 'x');
    until(() -> begun.get() != null);
    until(finish().watch()::hasWaiters);
    Plain.send(next.peer(), 'x');
    assertThat(waiting.result()).isEqualTo(1);
  }

  @Test
  void beginSuccession_secondWhileTheFirstIsUnderWay_leavesTheFirstAlone() {
    Waiting waiting = read(Way.DIRECT);
    until(old.watch()::hasWaiters);
    Succession first = begin();
    assertThat(registry.descriptors().beginSuccession(old, registry.selector())).isNull();
    evict(first);
    first.complete(this::dup);
    Plain.send(next.peer(), 'x');
    assertThat(waiting.result()).isEqualTo(1);
    assertThat(old.held().current()).isNotSameAs(old);
  }

  @Test
  void complete_callThrows_theNumberIsHeldAgain() {
    Succession succession = begin();
    evict(succession);
    assertThatThrownBy(
            () ->
                succession.complete(
                    () -> {
                      throw new IllegalStateException("by a test");
                    }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(gate.file(pair.ours())).isNotNull();
  }

  @Test
  void complete_callFails_whatIsKnownOfTheFileStays() {
    gate.noteTimeout(pair.ours(), Sockets.SO_RCVTIMEO, true);
    assertThat(old.timeoutNanos(Sockets.SO_RCVTIMEO)).isZero();
    succeed(() -> -1);
    assertThat(old.held().current().timeoutNanos(Sockets.SO_RCVTIMEO)).isZero();
  }

  private class PartSend implements Outgoing {
    private final int parts;

    PartSend(int parts) {
      this.parts = parts;
    }

    @Override
    public long call(int extraFlags) {
      return Plain.LIBC.send(pair.ours(), new byte[8], parts, extraFlags);
    }

    @Override
    public int errno() {
      return Errno.last();
    }

    @Override
    public long length() {
      return 8;
    }

    @Override
    public void copy(long done, Pointer target, int count) {
      target.put(0, new byte[count], 0, count);
    }
  }

  @Test
  void evict_whileASendHasSentAPart_isNotHeldUpByIt() {
    PartSend send =
        new PartSend(4) {
          @Override
          public long call(int extraFlags) {
            long sent = super.call(extraFlags);
            if (begun.get() == null) {
              begun.set(begin());
            }
            return sent;
          }
        };
    Waiting waiting = Waiting.start(Way.DIRECT, () -> gate.write(pair.ours(), 0, true, send));
    until(() -> begun.get() != null);
    long begin = System.nanoTime();
    Objects.requireNonNull(begun.get()).evict(TimeUnit.SECONDS.toNanos(4), System::nanoTime);
    Duration took = Duration.ofNanos(System.nanoTime() - begin);
    Objects.requireNonNull(begun.get()).complete(this::dup);
    waiting.result();
    assertThat(took).isLessThan(Duration.ofSeconds(1));
  }

  @Test
  void write_interruptedAsItsFileIsSucceeded_returnsEintr() {
    pair.fill();
    next.fill();
    once(
        Name.LOOK,
        fd -> Thread.currentThread().isInterrupted() && fd == pair.ours(),
        () -> begun.set(begin()));
    Waiting waiting =
        Waiting.start(Way.DIRECT, () -> gate.write(pair.ours(), 0, true, new PartSend(8)));
    until(this::hasPolled);
    waiting.interrupt();
    until(() -> begun.get() != null);
    finish();
    assertThat(waiting.result()).isEqualTo(-Errno.EINTR);
  }

  @Test
  void recv_sliceEndsBeforeItIsEvicted_goesOnWithTheHeir() {
    try (Gate brief = Gates.of(registry, TimeUnit.MILLISECONDS.toNanos(100), 16)) {
      Waiting waiting = Waiting.start(Way.DIRECT, () -> new PlainRecv(pair.ours()).read(brief));
      until(old.watch()::hasWaiters);
      begun.set(begin());
      until(() -> !old.watch().hasWaiters()); // its slice is over, and it saw the succession
      finish();
      Plain.send(next.peer(), 'x');
      assertThat(waiting.result()).isEqualTo(1);
    }
  }

  /** A poll(2) whose file is succeeded between two waits. */
  private final class SucceededPoll implements ManyCall {
    private int calls;

    @Override
    public long call(int extraFlags) {
      calls++;
      if (calls == 2) { // another thread took what was there; then the file is succeeded
        succeed(SuccessionRacesTest.this::dup);
      }
      return calls > 2 ? (syscalls.look(pair.ours(), Poll.POLLIN) > 0 ? 1 : 0) : 0;
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
      return 77;
    }

    @Override
    public long ended(IntPredicate isEnded) {
      return 88;
    }
  }

  @Test
  void poll_succeededBetweenTwoWaits_goesOnWithTheHeir() {
    Waiting waiting =
        Waiting.start(Way.DIRECT, () -> gate.many(Gate.FOR_EVER, new SucceededPoll()));
    until(old.watch()::hasWaiters);
    Plain.send(next.peer(), 'x');
    Plain.send(pair.peer(), 'x');
    assertThat(waiting.result()).isEqualTo(1);
  }

  @Test
  void recv_heirIsClosedAndItsNumberReused_isEbadf() {
    try (Gate parking = Gates.of(registry, Gates.SLICE, 0)) {
      SuspendableRecv recv = new SuspendableRecv(pair.ours());
      recv.read(parking);
      Succession succession = begin();
      succession.evict(TimeUnit.MILLISECONDS.toNanos(10), System::nanoTime);
      succession.complete(this::dup);
      parking.close(pair.ours(), new PlainClose(pair.ours(), () -> {}));
      Plain.LIBC.dup2(third.ours(), pair.ours()); // the kernel gives the number to a stranger
      Plain.send(third.peer(), 'y');
      long result = 0;
      while (recv.suspended().isSuspended()) {
        result = recv.resume();
      }
      assertThat(result < 0 ? -Errno.last() : result).isEqualTo(-Errno.EBADF);
    }
  }

  @Test
  void recv_whileTheHeirIsMade_keepsItsTimeout() {
    pair.receiveTimeout(Duration.ofMillis(200));
    Waiting waiting = read(Way.DIRECT);
    until(old.watch()::hasWaiters);
    begun.set(begin());
    evict(Objects.requireNonNull(begun.get()));
    assertThat(waiting.result()).isEqualTo(-Errno.EAGAIN);
    finish();
  }

  @Test
  void recv_interruptedWhileTheHeirIsMade_isEintrAlsoWhenReportedBefore() {
    AtomicBoolean first = new AtomicBoolean();
    Waiting waiting =
        Waiting.start(
            Way.DIRECT,
            () -> {
              Thread.currentThread().interrupt();
              first.set(new PlainRecv(pair.ours()).read(gate) == -1); // reported, flag still set
              return new PlainRecv(pair.ours()).read(gate);
            });
    until(() -> first.get() && old.watch().hasWaiters());
    begun.set(begin());
    evict(Objects.requireNonNull(begun.get()));
    until(waiting::isBlocked);
    waiting.interrupt(); // a new one
    assertThat(waiting.result()).isEqualTo(-Errno.EINTR);
    finish();
  }
}
