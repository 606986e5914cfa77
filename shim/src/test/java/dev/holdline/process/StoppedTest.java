package dev.holdline.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdline.fixture.Way;
import dev.holdline.torture.Torture;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A process that is stopped and goes on: timeouts run on the clock, not on the time it ran. */
@Tag("process")
@NullMarked
class StoppedTest {
  private static final Duration TIMEOUT = Duration.ofMillis(2500);
  private static final Duration STOP = Duration.ofMillis(1200);
  private static final long LATE = 700; // ms, below a stop by enough to tell
  private static final Pattern ENDED = Pattern.compile("(\\w+) (-?\\d+) (\\d+)");

  @ParameterizedTest
  @MethodSource("dev.holdline.torture.Torture#ways")
  void timeouts_processStoppedMeanwhile_endOnTime(Way way, @TempDir Path directory)
      throws Exception {
    ChildJvm child =
        ChildJvm.start(
            directory,
            List.of(),
            List.of(),
            Stopped.class.getName(),
            List.of(way.name(), "" + TIMEOUT.toMillis()));
    Torture.until("it waits", () -> child.hasPrinted("waiting"));
    pass(Duration.ofMillis(300)); // into the waits: what was not under way could not be prolonged
    child.signal("STOP");
    pass(STOP);
    child.signal("CONT");
    assertThat(child.exitCode(Duration.ofSeconds(60))).as(child.output()).isZero();

    List<MatchResult> ended = ENDED.matcher(child.output()).results().toList();
    assertThat(ended)
        .extracting(MatchResult::group)
        .anyMatch(line -> line.startsWith("recv -1 "))
        .anyMatch(line -> line.startsWith("poll 0 "))
        .anyMatch(line -> line.startsWith("epoll_wait 0 "));
    assertThat(ended)
        .as(child.output())
        .extracting(line -> Long.valueOf(line.group(3)))
        .allSatisfy(
            millis -> assertThat(millis).isBetween(TIMEOUT.toMillis(), TIMEOUT.toMillis() + LATE));
  }

  private static void pass(Duration time) {
    Torture.holdsWithin(time, () -> false);
  }
}
