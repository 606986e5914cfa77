package dev.holdline.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdline.posix.LibC;
import java.time.Duration;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;

/** The idioms of sleeping with poll and select: no descriptors, only a timeout. */
class SleepTest {
  private static final int MILLIS = 30;
  private static final Duration LATE = Duration.ofSeconds(2);
  private static final Pointer NULL = Pointer.wrap(Runtime.getSystemRuntime(), 0L);

  private static Pointer time() {
    return Native.timespec(MILLIS * 1_000_000L);
  }

  private static List<ToLongFunction<LibC>> sleeps() {
    return List.of(
        libc -> libc.poll(null, 0, MILLIS),
        libc -> libc.poll(NULL, 0, MILLIS),
        libc -> libc.ppoll(null, 0, time(), null),
        libc -> libc.pselect(0, null, null, null, time(), null),
        libc -> libc.select(0, NULL, NULL, NULL, Native.timeval(MILLIS * 1_000_000L)));
  }

  private static List<ToLongFunction<LibC>> pauses() {
    return List.of(
        libc -> libc.poll(null, 0, -1),
        libc -> libc.ppoll(null, 0, null, null),
        libc -> libc.ppoll(NULL, 0, NULL, null),
        libc -> libc.select(0, null, null, null, null),
        libc -> libc.pselect(0, NULL, null, null, NULL, null));
  }

  @Contract(WireKind.TCP)
  void poll_noDescriptors_returnsZeroOnTime(Case setting) {
    for (ToLongFunction<LibC> sleep : sleeps()) {
      setting.sameAsPlain(
          side ->
              side.run(
                  () -> {
                    long begin = System.nanoTime();
                    Result result = Result.of(() -> sleep.applyAsLong(side.libc()));
                    assertThat(Duration.ofNanos(System.nanoTime() - begin))
                        .isBetween(Duration.ofMillis(MILLIS), LATE);
                    assertThat(result).isEqualTo(Result.of(0));
                    return result;
                  }));
    }
  }

  @Contract(WireKind.TCP)
  void poll_noDescriptorsInterrupted_returnsEintr(Case setting) {
    setting.held(
        side -> {
          for (ToLongFunction<LibC> pause : pauses()) {
            // More of them than there are carriers: virtual threads must not keep those.
            List<Task<Result>> sleepers =
                Stream.generate(
                        () -> side.start(() -> Result.of(() -> pause.applyAsLong(side.libc()))))
                    .limit(8)
                    .toList();
            assertThat(side.run(() -> "runs")).isEqualTo("runs");
            sleepers.forEach(Task::interrupt);
            for (Task<Result> sleeper : sleepers) {
              assertThat(sleeper.result()).isEqualTo(Result.failed("EINTR"));
            }
          }
        });
  }

  @Contract(WireKind.TCP)
  void poll_nullForSomeDescriptors_returnsEfault(Case setting) {
    List<Result> results =
        setting.sameAsPlain(
            side ->
                List.of(
                    side.run(() -> Result.of(() -> side.libc().poll(null, 2, -1))),
                    side.run(() -> Result.of(() -> side.libc().ppoll(NULL, 2, null, null)))));
    assertThat(results).containsOnly(Result.failed("EFAULT"));
  }
}
