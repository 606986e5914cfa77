package dev.holdline.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.Callable;

/**
 * What a call that waits for many descriptors returned, and what it wrote.
 *
 * @param result its result, or errno
 * @param written what it wrote of the descriptors, in a form that can be compared
 */
record Reported(Result result, String written) {
  /** The timeout of calls that end with it. */
  static final long TIMEOUT_NANOS = 30_000_000;

  private static final Duration LATE = Duration.ofSeconds(2);

  /** Runs a call with that timeout: it ends on time, and finds nothing. */
  static Reported onTime(Side side, Callable<Reported> call) {
    return side.run(
        () -> {
          long begin = System.nanoTime();
          Reported reported = call.call();
          assertThat(Duration.ofNanos(System.nanoTime() - begin))
              .isBetween(Duration.ofNanos(TIMEOUT_NANOS), LATE);
          assertThat(reported.result()).isEqualTo(Result.of(0));
          return reported;
        });
  }
}
