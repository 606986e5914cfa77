package dev.holdline.faults;

import static dev.holdline.fixture.Eventually.until;
import static dev.holdline.fixture.FaultySyscalls.Name.EPOLL_WAIT;

import dev.holdline.Hold;
import dev.holdline.Holdline;
import dev.holdline.HoldlineConfig;
import dev.holdline.Holdlines;
import dev.holdline.fixture.FaultySyscalls;
import dev.holdline.fixture.Plain;
import dev.holdline.fixture.Waiting;
import dev.holdline.fixture.Way;
import dev.holdline.posix.LibC;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/**
 * One wait of one thread with one fault below it.
 *
 * @param during whether the fault takes place during the wait, not before it
 */
record FaultyWait(Fault fault, boolean during, Way way) {
  static final Duration SLICE = Duration.ofMillis(20);

  /** Long enough that a slice ends before it. */
  static final Duration TIMEOUT = SLICE.plusMillis(5);

  /** A call, and how its wait is brought to an end. */
  interface Scenario {
    long call(LibC libc);

    void end(LibC libc, Waiting waiting);

    /** Whether the end closes the descriptor, so that its hold has nothing to say. */
    default boolean closes() {
      return false;
    }
  }

  /** Every fault in every way, and the death of the selector's thread also during the wait. */
  static Stream<FaultyWait> all(List<Way> ways) {
    return Arrays.stream(Fault.values())
        .flatMap(
            fault ->
                ways.stream()
                    .flatMap(
                        way ->
                            Stream.of(false, true)
                                .filter(during -> !during || fault.isDeath())
                                .map(during -> new FaultyWait(fault, during, way))));
  }

  /** Each of {@link #all} with each of some values. */
  static Stream<Arguments> allWith(List<Way> ways, Object[] values) {
    return all(ways).flatMap(wait -> Arrays.stream(values).map(each -> Arguments.of(wait, each)));
  }

  Holdline holdline(FaultySyscalls syscalls) {
    HoldlineConfig config =
        HoldlineConfig.builder()
            .slice(SLICE)
            .poller(fault.poller())
            .directWaiters(way.directWaiters())
            .build();
    return Holdlines.on(syscalls, config);
  }

  /**
   * Runs a scenario with the fault below it, and requires the status that the fault has in the end.
   *
   * @param fd the descriptor that is waited for
   */
  Waiting.Ended run(int fd, Scenario scenario) {
    FaultySyscalls syscalls = new FaultySyscalls();
    fault.injectBefore(syscalls, fd);
    try (Holdline holdline = holdline(syscalls);
        Hold hold = holdline.hold(fd)) {
      LibC libc = holdline.wrap(LibC.class, Plain.LIBC);
      if (!during) {
        fault.injectDuring(syscalls);
        until(() -> !fault.isKnownBeforeWaits() || fault.isSaidBy(hold.status()));
      }
      Waiting waiting = Waiting.start(way, () -> scenario.call(libc));
      until(() -> hold.waits() >= 1);
      if (during) {
        long waits = syscalls.count(EPOLL_WAIT);
        fault.injectDuring(syscalls);
        until(() -> syscalls.count(EPOLL_WAIT) > waits);
      }
      if ((during || !scenario.closes()) && fault.meets(way)) {
        until(() -> fault.isSaidBy(hold.status()));
      }
      scenario.end(libc, waiting);
      return waiting.ended();
    }
  }

  @Override
  public String toString() {
    return fault + (during ? " during " : " before ") + way;
  }
}
