package dev.holdline.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdline.fixture.Way;
import dev.holdline.posix.Errno;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The system property {@code holdline.interrupts}, seen from a program that says no more of it. */
@Tag("process")
@NullMarked
class InterruptedTest {
  private static final List<String> WAYS =
      Way.available().stream()
          .filter(way -> way == Way.DIRECT || way == Way.VIRTUAL)
          .map(Way::name)
          .toList();

  @ParameterizedTest
  @CsvSource({
    "signal, EINTR, bytes, bytes",
    "ignore, bytes, bytes, bytes",
    "close,  EINTR, EBADF, EBADF"
  })
  void recv_interrupted_endsAsThePropertySays(
      String policy, String first, String next, String other, @TempDir Path directory)
      throws Exception {
    ChildJvm child =
        ChildJvm.start(
            directory,
            List.of(),
            List.of("-Dholdline.interrupts=" + policy, "-Dholdline.slice=PT0.02S"),
            Interrupted.class.getName(),
            WAYS);
    assertThat(child.exitCode(Duration.ofSeconds(60))).as(child.output()).isZero();
    assertThat(child.output().lines().filter(line -> line.matches("[A-Z]+ (first|next|other) .*")))
        .as(child.output())
        .containsExactlyElementsOf(
            WAYS.stream()
                .flatMap(
                    way ->
                        List.of(
                            way + " first " + ending(first) + " flag true",
                            way + " next " + ending(next) + " flag true",
                            way + " other " + ending(other) + " flag false")
                            .stream())
                .toList());
  }

  private static String ending(String name) {
    return switch (name) {
      case "EINTR" -> "errno " + Errno.EINTR;
      case "EBADF" -> "errno " + Errno.EBADF;
      default -> "bytes 1";
    };
  }
}
