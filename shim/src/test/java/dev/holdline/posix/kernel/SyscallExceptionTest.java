package dev.holdline.posix.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdline.posix.Errno;
import org.junit.jupiter.api.Test;

/** What Holdline throws to itself. */
final class SyscallExceptionTest {
  @Test
  void check_ofFailure_namesTheCallAndTheErrno() {
    assertThatThrownBy(() -> SyscallException.check("epoll_create1", -Errno.EMFILE))
        .isInstanceOf(SyscallException.class)
        .hasMessage("epoll_create1 failed with EMFILE")
        .extracting(thrown -> ((SyscallException) thrown).errno())
        .isEqualTo(Errno.EMFILE);
  }

  @Test
  void check_ofResult_isTheResult() {
    assertThat(SyscallException.check("eventfd", 0)).isZero();
    assertThat(SyscallException.check("eventfd", 7)).isEqualTo(7);
  }
}
