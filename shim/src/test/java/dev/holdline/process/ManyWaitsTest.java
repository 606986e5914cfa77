package dev.holdline.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdline.fixture.Way;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Thousands of waits in one process cost one wake-up a slice, and each gets its own bytes. */
@Tag("process")
@NullMarked
class ManyWaitsTest {
  private static final int SLICE_MILLIS = 1000;

  private static Stream<Arguments> ways() {
    return Way.available().stream()
        .filter(way -> way == Way.PARKED || way == Way.VIRTUAL)
        .map(way -> Arguments.of(way, way == Way.VIRTUAL ? 9_900 : 1_000));
  }

  @ParameterizedTest
  @MethodSource("ways")
  void recv_byThousandsAtOnce_wakesOnceASliceAndEachByItsOwnByte(
      Way way, int count, @TempDir Path directory) throws Exception {
    ChildJvm child =
        ChildJvm.start(
            directory,
            List.of(),
            List.of("-Xss256k"),
            ManyWaits.class.getName(),
            List.of(way.name(), "" + count, "" + SLICE_MILLIS));
    assertThat(child.exitCode(Duration.ofSeconds(60))).as(child.output()).isZero();
    String output = child.output();
    assertThat(number(output, "early")).as(output).isZero();
    assertThat(number(output, "wrong")).as(output).isZero();
    long slices = number(output, "slices");
    // At least once a slice; the lock of a waiter that has just come may cost a few more.
    assertThat(number(output, "wakeups")).as(output).isBetween(slices - 1, 2 * slices + 5);
  }

  private static long number(String output, String name) {
    Matcher line = Pattern.compile("^" + name + " (\\d+)$", Pattern.MULTILINE).matcher(output);
    assertThat(line.find()).as(output).isTrue();
    return Long.parseLong(line.group(1));
  }
}
