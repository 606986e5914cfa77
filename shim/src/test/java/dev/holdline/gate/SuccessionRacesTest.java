package dev.holdline.gate;

import static dev.holdline.fixture.Eventually.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdline.fixture.FaultySyscalls;
import dev.holdline.fixture.FaultySyscalls.Name;
import dev.holdline.fixture.Pair;
import dev.holdline.fixture.Plain;
import dev.holdline.fixture.Waiting;
import dev.holdline.fixture.Way;
import dev.holdline.held.Descriptors;
import dev.holdline.held.Incarnation;
import dev.holdline.held.Succession;
import dev.holdline.posix.Errno;
import dev.holdline.posix.Poll;
import dev.holdline.posix.Sockets;
import dev.holdline.selector.BackgroundSelector;
import dev.holdline.selector.PollerChoice;
import dev.holdline.wait.InterruptPolicy;
import dev.holdline.wait.WaitSettings;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntPredicate;
import java.util.function.LongSupplier;
import jnr.ffi.Pointer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What meets a succession, a move or a verdict at the wrong moment. */
final class SuccessionRacesTest {
  private static final long SLICE = TimeUnit.SECONDS.toNanos(50);

  private final FaultySyscalls syscalls = new FaultySyscalls();
  private final Descriptors descriptors = new Descriptors(syscalls, System::nanoTime);

  @AutoClose
  private final BackgroundSelector selector =
      new BackgroundSelector(syscalls, PollerChoice.EPOLL, SLICE, System::nanoTime);

  @AutoClose private final Gate gate = gate(SLICE, 16);
  @AutoClose private final Pair pair = new Pair();
  @AutoClose private final Pair next = new Pair();
  @AutoClose private final Pair third = new Pair();

  private final Incarnation old = Objects.requireNonNull(gate.file(pair.ours()));
  private final AtomicReference<Succession> begun = new AtomicReference<>();

  private Gate gate(long slice, int direct) {
    return new Gate(
        descriptors,
        selector,
        new WaitSettings(slice, InterruptPolicy.SIGNAL, true, direct),
        System::nanoTime);
  }

  private Succession begin() {
    return Objects.requireNonNull(descriptors.beginSuccession(old, selector));
  }

  private void succeed(LongSupplier call) {
    Succession succession = begin();
    succession.evict(TimeUnit.SECONDS.toNanos(1), System::nanoTime);
    succession.complete(call);
  }

  private long dup() {
    return Plain.LIBC.dup2(next.ours(), pair.ours());
  }

  private Waiting read() {
    return Waiting.start(Way.DIRECT, () -> new PlainRecv(pair.ours()).read(gate));
  }

  private void hook(Name name, IntPredicate when, Runnable action) {
    AtomicBoolean once = new AtomicBoolean();
    syscalls.fail(
        name,
        fd -> {
          if (when.test(fd) && once.compareAndSet(false, true)) {
            action.run();
          }
          return false;
        },
        0,
        1);
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
  void wake_whileAWaitMoves_isNotLost() {
    hook(
        Name.COOKIE,
        fd -> old.watch().hasWaiters(),
        () -> {
          descriptors.moveToSelector(true);
          old.held().wake();
        });
    Waiting waiting = read();
    assertThat(waiting.result()).isEqualTo(-Errno.EINTR);
  }

  @Test
  void read_readyOnTheOldFile_doesNotBlockInTheKernelOnTheHeir() throws Exception {
    AtomicBoolean sent = new AtomicBoolean();
    hook(Name.COOKIE, fd -> sent.get(), () -> begun.set(begin()));
    Waiting waiting =
        Waiting.start(
            Way.DIRECT,
            () -> gate.read(pair.ours(), Reading.READ, 0, 8, new PlainRead(pair.ours())));
    until(old.watch()::hasWaiters);
    Thread.sleep(100);
    sent.set(true);
    Plain.send(pair.peer(), 'x');
    until(() -> begun.get() != null);
    Objects.requireNonNull(begun.get()).evict(TimeUnit.SECONDS.toNanos(1), System::nanoTime);
    Objects.requireNonNull(begun.get()).complete(this::dup);
    Incarnation heir = Objects.requireNonNull(descriptors.find(pair.ours()));
    Thread.sleep(500);
    boolean waitsGated = heir.watch().hasWaiters();
    Plain.send(next.peer(), 'x'); // so that the thread ends
    assertThat(waiting.result()).isEqualTo(1);
    assertThat(waitsGated).isTrue();
  }

  @Test
  void beginSuccession_secondWhileTheFirstIsUnderWay_leavesTheFirstAlone() {
    Waiting waiting = read();
    until(old.watch()::hasWaiters);
    Succession first = begin();
    assertThat(descriptors.beginSuccession(old, selector)).isNull();
    first.evict(TimeUnit.SECONDS.toNanos(1), System::nanoTime);
    first.complete(this::dup);
    Plain.send(next.peer(), 'x');
    assertThat(waiting.result()).isEqualTo(1);
    assertThat(old.held().current()).isNotSameAs(old);
  }

  @Test
  void complete_callThrows_theNumberIsHeldAgain() {
    Succession succession = begin();
    succession.evict(TimeUnit.SECONDS.toNanos(1), System::nanoTime);
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
  void write_interruptedAsItsFileIsSucceeded_returnsEintr() throws Exception {
    pair.fill();
    int filled = next.fill();
    hook(
        Name.LOOK,
        fd -> Thread.currentThread().isInterrupted() && fd == pair.ours(),
        () -> begun.set(begin()));
    Waiting waiting =
        Waiting.start(Way.DIRECT, () -> gate.write(pair.ours(), 0, true, new PartSend(8)));
    until(old.watch()::hasWaiters);
    Thread.sleep(100);
    waiting.interrupt();
    until(() -> begun.get() != null);
    Objects.requireNonNull(begun.get()).evict(TimeUnit.SECONDS.toNanos(1), System::nanoTime);
    Objects.requireNonNull(begun.get()).complete(this::dup);
    Thread.sleep(500);
    boolean over = waiting.isOver();
    next.drain(filled);
    assertThat(waiting.result()).isEqualTo(-Errno.EINTR);
    assertThat(over).isTrue();
  }

  @Test
  void recv_sliceEndsBeforeItIsEvicted_goesOnWithTheHeir() throws Exception {
    try (Gate brief = gate(TimeUnit.MILLISECONDS.toNanos(100), 16)) {
      Waiting waiting = Waiting.start(Way.DIRECT, () -> new PlainRecv(pair.ours()).read(brief));
      until(old.watch()::hasWaiters);
      Succession succession = begin();
      Thread.sleep(400);
      succession.evict(TimeUnit.SECONDS.toNanos(1), System::nanoTime);
      succession.complete(this::dup);
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
    try (Gate parking = gate(SLICE, 0)) {
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
  void recvWaitAll_endedWithFewerBytesThere_returnsThoseFirst() {
    Plain.LIBC.send(pair.peer(), new byte[3], 3, 0);
    old.end(Errno.ETIMEDOUT);
    long result =
        gate.read(
            pair.ours(),
            Reading.RECV,
            Sockets.MSG_WAITALL,
            PlainRecv.BYTES,
            new PlainRecv(pair.ours()));
    assertThat(result < 0 ? -Errno.last() : result).isEqualTo(3);
  }

  @Test
  void recv_endedWhileAnotherHasTheTurn_returnsWhatIsLeft() {
    Plain.send(pair.peer(), 'x');
    old.end(Errno.ETIMEDOUT);
    assertThat(old.openFile().takeTurn()).isTrue();
    Waiting waiting = read();
    long end = System.nanoTime() + 200_000_000L;
    while (System.nanoTime() < end && !waiting.isOver()) {
      Thread.onSpinWait();
    }
    old.openFile().endTurn();
    assertThat(waiting.result()).isEqualTo(1);
  }

  @Test
  void recv_whileTheHeirIsMade_keepsItsTimeout() throws Exception {
    pair.receiveTimeout(Duration.ofMillis(200));
    Waiting waiting = read();
    until(old.watch()::hasWaiters);
    Succession succession = begin();
    succession.evict(TimeUnit.SECONDS.toNanos(1), System::nanoTime);
    Thread.sleep(1500);
    boolean over = waiting.isOver();
    succession.complete(this::dup);
    waiting.result();
    assertThat(over).isTrue();
  }

  @Test
  void recv_interruptedWhileTheHeirIsMade_isEintrAlsoWhenReportedBefore() throws Exception {
    AtomicReference<Thread> thread = new AtomicReference<>();
    AtomicBoolean first = new AtomicBoolean();
    Waiting waiting =
        Waiting.start(
            Way.DIRECT,
            () -> {
              thread.set(Thread.currentThread());
              Thread.currentThread().interrupt();
              first.set(new PlainRecv(pair.ours()).read(gate) == -1); // reported, flag still set
              return new PlainRecv(pair.ours()).read(gate);
            });
    until(() -> first.get() && old.watch().hasWaiters());
    Succession succession = begin();
    succession.evict(TimeUnit.SECONDS.toNanos(1), System::nanoTime);
    until(() -> Objects.requireNonNull(thread.get()).getState() == Thread.State.TIMED_WAITING);
    Thread.sleep(100);
    waiting.interrupt(); // a new one
    Thread.sleep(100);
    succession.complete(this::dup);
    Thread.sleep(500);
    boolean over = waiting.isOver();
    Plain.send(next.peer(), 'x');
    waiting.result();
    assertThat(over).isTrue();
  }
}
