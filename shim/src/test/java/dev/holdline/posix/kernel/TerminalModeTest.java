package dev.holdline.posix.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TerminalModeTest {
  @Test
  void of_largest_keepsBoth() {
    int mode = TerminalMode.of(255, 255);
    assertThat(mode).isPositive();
    assertThat(TerminalMode.vmin(mode)).isEqualTo(255);
    assertThat(TerminalMode.vtimeNanos(mode)).isEqualTo(TimeUnit.MILLISECONDS.toNanos(25_500));
    assertThat(TerminalMode.vtimeNanos(TerminalMode.AS_POLLED)).isZero();
  }

  @ParameterizedTest
  @CsvSource({"0, 16, 1", "5, 16, 5", "5, 2, 2", "5, 5000000000, 5"})
  void needed_ofVminAndLength_isTheSmaller(int vmin, long length, int needed) {
    assertThat(TerminalMode.needed(TerminalMode.of(vmin, 0), length)).isEqualTo(needed);
  }

  @ParameterizedTest
  @CsvSource({
    "4.18.0-553.el8.x86_64, 255",
    "5.11.22, 255",
    "5.12.0, 64",
    "5.15.0-generic, 64",
    "6.1, 64",
    "nobody knows, 64"
  })
  void most_ofRelease_isThePartThatTheKernelReads(String release, int most) {
    assertThat(TerminalMode.most(release)).isEqualTo(most);
  }
}
