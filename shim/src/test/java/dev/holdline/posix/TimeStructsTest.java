package dev.holdline.posix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.holdline.posix.abi.Layout;
import java.time.Duration;
import java.util.function.UnaryOperator;
import jnr.ffi.LibraryLoader;
import jnr.ffi.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** timeval and timespec, as the kernel takes and gives them. */
final class TimeStructsTest {
  private static final LibC LIBC = LibraryLoader.create(LibC.class).load("c");

  @ParameterizedTest
  @CsvSource({"PT0S,PT0S", "PT0.000000001S,PT0.000001S", "PT1.999999001S,PT2S", "PT75.5S,PT75.5S"})
  void timeval_ofDuration_isRoundedUpToMicroseconds(Duration duration, Duration expected) {
    assertThat(Timeval.read(Timeval.allocate(duration))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"PT0S", "PT0.000000001S", "PT1.999999999S", "PT9999999H"})
  void timespec_ofDuration_isExact(Duration duration) {
    assertThat(Timespec.read(Timespec.allocate(duration))).isEqualTo(duration);
  }

  @Test
  void duration_belowZero_isRefused() {
    Duration negative = Duration.ofNanos(-1);
    for (UnaryOperator<Duration> builder :
        java.util.List.<UnaryOperator<Duration>>of(
            duration -> Timeval.read(Timeval.allocate(duration)),
            duration -> Timespec.read(Timespec.allocate(duration)))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> builder.apply(negative))
          .withMessageContaining("PT-0.000000001S is below zero");
    }
  }

  @Test
  void timeval_asSocketTimeout_isReadBack() {
    Duration timeout = Duration.ofSeconds(2);
    int fd = LIBC.socket(Sockets.AF_UNIX, Sockets.SOCK_DGRAM, 0);
    byte[] timeval = Timeval.of(timeout);
    Pointer read = NativeMemory.zeroed(Layout.TIMEVAL_SIZE);
    int level = Sockets.SOL_SOCKET;

    int set = LIBC.setsockopt(fd, level, Sockets.SO_RCVTIMEO, timeval, timeval.length);
    int got =
        LIBC.getsockopt(fd, level, Sockets.SO_RCVTIMEO, read, NativeMemory.ofInts(timeval.length));
    LIBC.close(fd);

    assertThat(set).isZero();
    assertThat(got).isZero();
    assertThat(Timeval.read(read)).isEqualTo(timeout);
  }
}
