package dev.holdline.gate;

import static dev.holdline.fixture.Eventually.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdline.fixture.Listener;
import dev.holdline.fixture.Plain;
import dev.holdline.fixture.Waiting;
import dev.holdline.fixture.Way;
import dev.holdline.held.Held;
import dev.holdline.held.Incarnation;
import dev.holdline.held.Succession;
import dev.holdline.posix.Errno;
import dev.holdline.posix.Sockets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Another open file takes the place of one, under the same number and for the same user. */
final class SuccessionTest extends Successions {
  private final Held held = old.held();

  private static List<Way> ways() {
    return Way.available();
  }

  @ParameterizedTest
  @MethodSource("ways")
  void recv_succeededWhileItWaits_goesOnWithTheHeir(Way way) {
    Waiting waiting = read(way);
    until(old.watch()::hasWaiters);
    succeed(this::dup);
    Incarnation heir = Objects.requireNonNull(registry.descriptors().find(pair.ours()));
    until(heir.watch()::hasWaiters);
    assertThat(waiting.isOver()).isFalse();
    assertThat(heir.held()).isSameAs(held);
    assertThat(held.current()).isSameAs(heir);
    Plain.send(next.peer(), 'x');
    assertThat(waiting.result()).isEqualTo(1);
  }

  @Test
  void recv_succeededWhileItWaits_keepsItsDeadline() {
    pair.receiveTimeout(Duration.ofMillis(300));
    long begin = System.nanoTime();
    Waiting waiting = read(Way.DIRECT);
    until(old.watch()::hasWaiters);
    succeed(this::dup);
    assertThat(waiting.result()).isEqualTo(-Errno.EAGAIN);
    assertThat(Duration.ofNanos(System.nanoTime() - begin))
        .isBetween(Duration.ofMillis(300), Duration.ofSeconds(5));
  }

  @Test
  void recv_begunWhileTheHeirIsMade_waitsForIt() {
    Succession succession = begin();
    Waiting waiting = read(Way.DIRECT);
    until(waiting::isBlocked);
    evict(succession);
    Plain.send(next.peer(), 'x');
    assertThat(waiting.isOver()).isFalse();
    succession.complete(this::dup);
    assertThat(waiting.result()).isEqualTo(1);
  }

  @Test
  void close_whileTheHeirIsMade_closesTheHeir() {
    Succession succession = begin();
    Waiting closing =
        Waiting.start(
            Way.DIRECT, () -> gate.close(pair.ours(), new PlainClose(pair.ours(), () -> {})));
    until(closing::isBlocked);
    succession.complete(this::dup);
    assertThat(closing.result()).isZero();
    pair.oursIsClosed();
    assertThat(registry.descriptors().find(pair.ours())).isNull();
    assertThat(syscalls.statusFlags(pair.ours())).isEqualTo(-Errno.EBADF);
  }

  @Test
  void complete_callFails_theHeirIsOfTheSameFile() {
    Waiting waiting = read(Way.DIRECT);
    until(old.watch()::hasWaiters);
    succeed(() -> -1);
    assertThat(held.current()).isNotSameAs(old);
    assertThat(held.current().identity()).isEqualTo(old.identity());
    Plain.send(pair.peer(), 'x');
    assertThat(waiting.result()).isEqualTo(1);
  }

  @Test
  void complete_numberIsClosedInstead_isEbadf() {
    Waiting waiting = read(Way.DIRECT);
    until(old.watch()::hasWaiters);
    succeed(
        () -> {
          pair.closeOurs();
          return 0;
        });
    assertThat(waiting.result()).isEqualTo(-Errno.EBADF);
    assertThat(registry.descriptors().find(pair.ours())).isNull();
  }

  @ParameterizedTest
  @MethodSource("ways")
  void recvOfAllBytes_succeededWhenItHasSome_endsWithWhatItHas(Way way) {
    Plain.send(pair.peer(), 'x');
    RecvParts all = new RecvParts(pair.ours());
    Waiting waiting =
        Waiting.start(way, () -> gate.readAllOfStream(pair.ours(), Sockets.MSG_WAITALL, all));
    until(old.watch()::hasWaiters);
    Succession succession = begin();
    evict(succession);
    assertThat(waiting.result()).isEqualTo(1); // does not wait for an heir that is not its own
    succession.complete(this::dup);
  }

  @ParameterizedTest
  @MethodSource("ways")
  void send_succeededWhenItIsPartlyDone_endsWithWhatItHas(Way way) {
    PlainSend send = new PlainSend(pair.ours(), 8 << 20); // more than a socket takes
    Waiting waiting = Waiting.start(way, () -> gate.write(pair.ours(), 0, true, send));
    until(old.watch()::hasWaiters);
    Succession succession = begin();
    evict(succession);
    assertThat(waiting.result()).isBetween(1L, send.size() - 1L);
    succession.complete(this::dup);
  }

  @Test
  void recv_heirHasALowWaterMark_isAskedForAnew() {
    Waiting waiting = read(Way.DIRECT);
    until(old.watch()::hasWaiters);
    try (Listener listener = Listener.tcp()) {
      int heir = listener.socket();
      byte[] address = listener.address();
      assertThat(Plain.LIBC.connect(heir, address, address.length)).isZero();
      int peer = Plain.LIBC.accept(listener.fd(), null, null);
      int[] mark = {2 * PlainRecv.BYTES};
      Plain.LIBC.setsockopt(heir, Sockets.SOL_SOCKET, Sockets.SO_RCVLOWAT, mark, Integer.BYTES);
      succeed(() -> Plain.LIBC.dup2(heir, pair.ours()));
      Plain.LIBC.close(heir);
      until(held.current().watch()::hasWaiters);
      Plain.LIBC.send(peer, new byte[PlainRecv.BYTES], PlainRecv.BYTES, 0); // poll stays silent
      assertThat(waiting.result()).isEqualTo(PlainRecv.BYTES);
      Plain.LIBC.close(peer);
    }
  }

  @Test
  void beginSuccession_closingOrSucceeded_isRefused() {
    succeed(this::dup);
    assertThat(registry.descriptors().beginSuccession(old, registry.selector())).isNull();
  }

  @Test
  void holds_ofTheOldFile_countForTheHeir() {
    assertThat(gate.hold(pair.ours())).isSameAs(held);
    succeed(this::dup);
    Incarnation heir = held.current();
    gate.release(held);
    assertThat(heir.passage().isRetired()).isTrue();
  }
}
