package dev.holdline.gate;

import static dev.holdline.fixture.Eventually.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdline.fixture.FaultySyscalls;
import dev.holdline.fixture.FaultySyscalls.Name;
import dev.holdline.fixture.Pair;
import dev.holdline.fixture.Plain;
import dev.holdline.fixture.Registry;
import dev.holdline.fixture.Waiting;
import dev.holdline.fixture.Way;
import dev.holdline.held.Descriptors;
import dev.holdline.held.Incarnation;
import dev.holdline.posix.Errno;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Waits whose way changes while they last: nothing else about them does. */
final class MovedTest {
  private final FaultySyscalls syscalls = new FaultySyscalls();
  @AutoClose private final Registry registry = new Registry(syscalls, System::nanoTime);
  @AutoClose private final Gate gate = Gates.of(registry);
  @AutoClose private final Pair pair = new Pair();

  private static List<Way> ways() {
    return Way.available();
  }

  private final Descriptors descriptors = registry.descriptors();
  private final Incarnation file = registry.acquire(pair.ours());

  private Waiting read(Way way) {
    return Waiting.start(way, () -> new PlainRecv(pair.ours()).read(gate));
  }

  private boolean isArmed() {
    return syscalls.count(Name.EPOLL_MOD) > 0;
  }

  @ParameterizedTest
  @MethodSource("ways")
  void recv_movedToTheSelectorAndBack_returnsWhatComes(Way way) {
    Waiting waiting = read(way);
    until(file.watch()::hasWaiters);
    for (int i = 0; i < 20; i++) {
      descriptors.moveToSelector(true);
      descriptors.moveToSelector(false);
    }
    descriptors.moveToSelector(true);
    until(this::isArmed);
    until(file.watch()::hasWaiters);
    assertThat(waiting.isOver()).isFalse();
    Plain.send(pair.peer(), 'x');
    assertThat(waiting.result()).isEqualTo(1);
    assertThat(file.held().counters().waits()).isEqualTo(1);
  }

  @Test
  void recv_whileAllWaitBySelector_usesNoEventfd() {
    descriptors.moveToSelector(true);
    Waiting waiting = read(Way.DIRECT);
    until(file.watch()::hasWaiters);
    until(this::isArmed);
    descriptors.moveToSelector(false);
    until(() -> syscalls.count(Name.EVENTFD) >= 2); // the selector's, and the thread's own
    Plain.send(pair.peer(), 'x');
    assertThat(waiting.result()).isEqualTo(1);
  }

  /** The look at the file's identity comes after the way was chosen, in its place. */
  @Test
  void recv_movedBetweenChoiceAndPlace_isNotMissed() {
    AtomicBoolean once = new AtomicBoolean();
    syscalls.fail(
        Name.COOKIE,
        fd -> {
          if (file.watch().hasWaiters() && once.compareAndSet(false, true)) {
            descriptors.moveToSelector(true);
          }
          return false;
        },
        0,
        1000);
    Waiting waiting = read(Way.DIRECT);
    until(this::isArmed);
    Plain.send(pair.peer(), 'x');
    assertThat(waiting.result()).isEqualTo(1);
    assertThat(once).isTrue();
  }

  @Test
  void recv_moved_endsWithItsTimeoutNotEarlierNotLater() {
    pair.receiveTimeout(Duration.ofMillis(300));
    long begin = System.nanoTime();
    Waiting waiting = read(Way.DIRECT);
    until(file.watch()::hasWaiters);
    descriptors.moveToSelector(true);
    assertThat(waiting.result()).isEqualTo(-Errno.EAGAIN);
    assertThat(Duration.ofNanos(System.nanoTime() - begin))
        .isBetween(Duration.ofMillis(300), Duration.ofSeconds(5));
  }

  @Test
  void recv_movedAndInterrupted_returnsEintrOnce() {
    Waiting waiting = read(Way.DIRECT);
    until(file.watch()::hasWaiters);
    descriptors.moveToSelector(true);
    until(this::isArmed);
    waiting.interrupt();
    assertThat(waiting.result()).isEqualTo(-Errno.EINTR);
  }

  @Test
  void recv_movedAndClosed_returnsEbadf() {
    Waiting waiting = read(Way.DIRECT);
    until(file.watch()::hasWaiters);
    descriptors.moveToSelector(true);
    until(this::isArmed);
    gate.close(pair.ours(), new PlainClose(pair.ours(), () -> {}));
    pair.oursIsClosed();
    assertThat(waiting.result()).isEqualTo(-Errno.EBADF);
  }

  /** The look at the file's identity comes after the way was chosen, in its place. */
  @Test
  void recv_movedAndWokenAtOnce_returnsEintr() {
    AtomicBoolean once = new AtomicBoolean();
    syscalls.fail(
        Name.COOKIE,
        fd -> {
          if (file.watch().hasWaiters() && once.compareAndSet(false, true)) {
            descriptors.moveToSelector(true);
            file.held().wake();
          }
          return false;
        },
        0,
        1000);
    assertThat(read(Way.DIRECT).result()).isEqualTo(-Errno.EINTR);
  }
}
