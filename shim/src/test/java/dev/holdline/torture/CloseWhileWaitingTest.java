package dev.holdline.torture;

import static dev.holdline.torture.Torture.BOUND;
import static dev.holdline.torture.Torture.PLAIN;
import static dev.holdline.torture.Torture.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdline.Hold;
import dev.holdline.Holdline;
import dev.holdline.fixture.Way;
import dev.holdline.posix.Errno;
import dev.holdline.posix.LibC;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One thread closes a descriptor another one waits on, and a third takes the number at once and
 * reads its own marked byte there. The slice is far longer than the test may take: whatever a slice
 * would heal is a hang here. {@code -Dholdline.torture.rounds} says how often, for each way.
 */
@Tag("torture")
@NullMarked
class CloseWhileWaitingTest {
  private static final int ROUNDS = 100_000;
  private static final int WARM_UP = 200;
  private static final byte SENT = 's';
  private static final byte MARK = 'm';
  private static final int MSG_PEEK = 2;
  private static final List<Round> KINDS = List.of(Round.values());

  /** What happens around the close. */
  private enum Round {
    /** The waiter was seen to wait. */
    WAITING,
    /** The waiter was seen to wait, and data come together with the close. */
    DATA,
    /**
     * The first call on the descriptor and the close cross: it must not be left waiting. What it
     * returns is its luck, as it may come after the close, and to a file the JVM has just opened.
     */
    CROSSING
  }

  @ParameterizedTest
  @MethodSource("dev.holdline.torture.Torture#ways")
  void close_whileAnotherThreadWaits_wakesItAndHidesTheNewOwner(Way way) throws Exception {
    try (Holdline holdline = way.holdline(Duration.ofSeconds(60))) {
      Race race = new Race(holdline.wrap(LibC.class, PLAIN), holdline);
      Thread waiter = way.start(race::waitEachRound);
      Thread owner = Way.DIRECT.start(race::reuseEachRound);
      race.closeEachRound(
          Torture.rounds(way == Way.DIRECT || way == Way.VIRTUAL ? ROUNDS : 10_000));
      waiter.join(BOUND.toMillis());
      owner.join(BOUND.toMillis());
      Torture.close(race.marked);
      assertThat(race.reused).as("rounds with the number reused").isPositive();
    }
  }

  /** Three threads that go through the rounds together. */
  private static final class Race {
    private final LibC gated;
    private final Holdline holdline;
    private final SplittableRandom random = new SplittableRandom(1);
    private final int[] marked = Torture.pair();

    // Written by the closer, then published by the round's number.
    private int fd;
    private boolean byRead;
    private boolean reuse;

    private volatile int begun;
    private volatile int closing;
    private volatile int closed;
    private volatile int answered;
    private volatile int settled;
    private volatile boolean over;
    private volatile @Nullable Throwable failure;

    // Written by the waiter, published by answered.
    private long result;
    private int errno;
    private byte got;

    private int reused; // by the new owner, published by settled

    Race(LibC gated, Holdline holdline) {
      this.gated = gated;
      this.holdline = holdline;
      Torture.put(marked[1], MARK);
    }

    void waitEachRound() {
      byte[] buffer = new byte[4];
      for (int round = 1; isBegun(round); round++) {
        result = byRead ? gated.read(fd, buffer, 4) : gated.recv(fd, buffer, 4, 0);
        errno = result < 0 ? Torture.errno() : 0;
        got = buffer[0];
        answered = round;
      }
    }

    private boolean isBegun(int round) {
      until("round " + round, () -> begun >= round || over);
      return !over;
    }

    /** The new owner: takes the number the moment it is free and reads through Holdline, too. */
    void reuseEachRound() {
      try {
        byte[] buffer = new byte[1];
        for (int round = 1; isClosing(round); round++) {
          int number = reuse ? reuse(round) : -1;
          if (number >= 0) {
            reused++;
            buffer[0] = 0;
            long read = gated.recv(number, buffer, 1, MSG_PEEK);
            check(read == 1 && buffer[0] == MARK, "the new owner read " + read, round);
            check(gated.close(number) == 0, "the new owner could not close", round);
          }
          settled = round;
        }
      } catch (Throwable failed) {
        failure = failed;
        settled = Integer.MAX_VALUE;
      }
    }

    private boolean isClosing(int round) {
      until("close of round " + round, () -> closing >= round || over);
      return !over;
    }

    private int reuse(int round) {
      while (true) {
        boolean last = closed >= round;
        int number = Torture.dup(marked[0]);
        if (number == fd) {
          return number;
        }
        Torture.close(number);
        if (last) {
          return -1;
        }
      }
    }

    void closeEachRound(int rounds) {
      try {
        for (int round = 1; round <= rounds; round++) {
          closeOnce(round);
        }
      } finally {
        over = true;
      }
    }

    private void closeOnce(int round) {
      Round drawn = KINDS.get(random.nextInt(KINDS.size()));
      Round kind = round < WARM_UP ? Round.WAITING : drawn; // so that the crossing ones do cross
      byRead = random.nextBoolean();
      reuse = kind != Round.CROSSING;
      int[] pair = Torture.pair();
      fd = pair[0];
      if (kind == Round.CROSSING) {
        begun = round;
        closeBeside(pair[1], kind, round);
      } else {
        try (Hold hold = holdline.hold(fd)) {
          begun = round;
          until("wait of round " + round, () -> hold.waits() > 0);
          closeBeside(pair[1], kind, round);
        }
      }
      Torture.close(pair[1]);
    }

    private void closeBeside(int peer, Round kind, int round) {
      Torture.spin(random.nextInt(400));
      if (kind == Round.DATA) {
        Torture.put(peer, SENT);
        Torture.spin(random.nextInt(1200));
      }
      closing = round;
      int returned = gated.close(fd);
      closed = round;
      check(returned == 0, "close returned " + returned, round);
      until("answer of round " + round + ", " + kind, () -> answered >= round);
      boolean sent = kind == Round.DATA && result == 1 && got == SENT;
      boolean refused = result == -1 && errno == Errno.EBADF;
      check(
          sent || refused || kind == Round.CROSSING,
          kind + " result " + result + " errno " + errno + " " + got,
          round);
      until("new owner of round " + round, () -> settled >= round);
      if (failure != null) {
        throw new AssertionError(failure);
      }
    }

    private static void check(boolean fulfilled, String what, int round) {
      if (!fulfilled) {
        throw new AssertionError("round " + round + ": " + what);
      }
    }
  }
}
