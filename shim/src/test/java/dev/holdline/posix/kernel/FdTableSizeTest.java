package dev.holdline.posix.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdline.fixture.Plain;
import org.junit.jupiter.api.Test;

/** The size of the process's table of descriptors. */
final class FdTableSizeTest {
  private static final int F_DUPFD = 0; // <fcntl.h>

  @Test
  void fdTableSize_afterAHighDescriptor_isBeyondIt() {
    int high = Plain.LIBC.fcntl(0, F_DUPFD, 900);
    assertThat(high).isGreaterThanOrEqualTo(900);
    assertThat(JnrSyscalls.instance().fdTableSize()).isGreaterThan(high);
    assertThat(Plain.LIBC.close(high)).isZero();
  }
}
