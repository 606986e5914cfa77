package dev.holdline.posix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ErrnoTest {
  @Test
  void name_ofEachConstant_isItsOwn() throws IllegalAccessException {
    for (Field field : Errno.class.getFields()) {
      if (Modifier.isStatic(field.getModifiers()) && field.getType() == int.class) {
        assertThat(Errno.name(field.getInt(null))).isEqualTo(field.getName());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 4000, -1})
  void name_ofNoErrno_isTheNumber(int number) {
    assertThat(Errno.name(number)).isEqualTo(Integer.toString(number));
  }

  @Test
  void last_afterSet_isWhatWasSet() {
    Errno.set(Errno.EISCONN);
    assertThat(Errno.last()).isEqualTo(Errno.EISCONN);
    Errno.set(0);
    assertThat(Errno.last()).isZero();
  }

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
