package dev.holdline.torture;

import static dev.holdline.torture.Torture.PLAIN;
import static dev.holdline.torture.Torture.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdline.Hold;
import dev.holdline.Holdline;
import dev.holdline.fixture.Way;
import dev.holdline.posix.Errno;
import dev.holdline.posix.LibC;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import jnr.ffi.LibraryLoader;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Several Holdlines and library interfaces in one process, on the same descriptors. */
@Tag("torture")
@NullMarked
class SeveralInstancesTest {
  private static final int ROUNDS = 2_000;
  private static final Duration SLICE = Duration.ofSeconds(60);

  /** The interface of another library, which closes only. */
  public interface Closer {
    int close(int fd);
  }

  private static Stream<Arguments> pairsOfWays() {
    return Torture.ways()
        .flatMap(waiter -> Torture.ways().map(closer -> Arguments.of(waiter, closer)));
  }

  /** One thread in recv. */
  private static final class Waiter {
    private long result;
    private int errno;
    private volatile boolean over;

    Waiter start(Way way, LibC gated, int fd) {
      way.start(
          () -> {
            result = gated.recv(fd, new byte[1], 1, 0);
            errno = result < 0 ? Torture.errno() : 0;
            over = true;
          });
      return this;
    }
  }

  @ParameterizedTest
  @MethodSource("pairsOfWays")
  void close_throughAnotherInstance_wakesTheWaiter(Way waiting, Way closing) {
    try (Holdline one = waiting.holdline(SLICE);
        Holdline other = closing.holdline(SLICE)) {
      LibC gated = one.wrap(LibC.class, PLAIN);
      Closer closer = other.wrap(Closer.class, LibraryLoader.create(Closer.class).load("c"));
      for (int round = 0; round < 50; round++) {
        int[] pair = Torture.pair();
        try (Hold hold = other.hold(pair[0])) { // registered with the closer's selector
          Waiter waiter = new Waiter().start(waiting, gated, pair[0]);
          until("wait", () -> hold.waits() > 0);
          Torture.check("close", closer.close(pair[0]));
          until("EBADF", () -> waiter.over);
          assertThat(waiter.result).isEqualTo(-1);
          assertThat(waiter.errno).isEqualTo(Errno.EBADF);
        }
        Torture.close(pair[1]);
      }
    }
  }

  /** The first user registers the descriptor while the second one waits on it already. */
  @ParameterizedTest
  @MethodSource("dev.holdline.torture.Torture#ways")
  void recv_whileAnotherInstanceHoldsForTheFirstTime_isWoken(Way way) {
    SplittableRandom random = new SplittableRandom(7);
    try (Holdline one = way.holdline(SLICE);
        Holdline other = Way.DIRECT.holdline(SLICE)) {
      LibC gated = one.wrap(LibC.class, PLAIN);
      for (int i = 1; i <= Torture.rounds(ROUNDS); i++) {
        int[] pair = Torture.pair();
        Waiter waiter = new Waiter().start(way, gated, pair[0]);
        Torture.spin(random.nextInt(3000));
        try (Hold hold = other.hold(pair[0])) { // and releases it, maybe under the waiter
          assertThat(hold.fd()).isEqualTo(pair[0]);
        }
        Torture.put(pair[1], 1);
        until("byte of round " + i, () -> waiter.over);
        assertThat(waiter.result).isEqualTo(1);
        Torture.check("close", gated.close(pair[0]));
        Torture.close(pair[1]);
      }
    }
  }
}
