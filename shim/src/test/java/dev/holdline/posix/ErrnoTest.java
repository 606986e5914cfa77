package dev.holdline.posix;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import jnr.ffi.LastError;
import jnr.ffi.LibraryLoader;
import jnr.ffi.Runtime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ErrnoTest {
  /** Second names, and the usual ones that stand for them. */
  private static final Map<String, String> ALIASES =
      Map.of("EWOULDBLOCK", "EAGAIN", "EDEADLOCK", "EDEADLK", "ENOTSUP", "EOPNOTSUPP");

  private static final int LAST = 133; // EHWPOISON

  @Test
  void name_ofEachConstant_isItsOwn() throws IllegalAccessException {
    Set<Integer> numbers = new TreeSet<>();
    for (Field field : Errno.class.getFields()) {
      if (Modifier.isStatic(field.getModifiers()) && field.getType() == int.class) {
        String usual = ALIASES.getOrDefault(field.getName(), field.getName());
        assertThat(Errno.name(field.getInt(null))).isEqualTo(usual);
        numbers.add(field.getInt(null));
      }
    }
    assertThat(numbers).hasSize(LAST - 2).contains(1, LAST).doesNotContain(41, 58); // unused
  }

  /** The C library's own word, so that a text here is the one that strerror(3) prints. */
  @Test
  void text_ofEachNumber_isThatOfTheCLibrary() {
    Strerror libc = LibraryLoader.create(Strerror.class).load("c");
    for (int errno = 1; errno <= LAST + 1; errno++) {
      assertThat(Errno.text(errno)).isEqualTo(libc.strerror(errno));
    }
  }

  @Test
  void posixError_ofAFailedCall_saysNumberNameAndText() {
    LibC libc = LibraryLoader.create(LibC.class).load("c");
    int closed = libc.close(-1);
    PosixError error = PosixError.last();

    assertThat(closed).isEqualTo(-1);
    assertThat(error).isEqualTo(new PosixError(Errno.EBADF));
    assertThat(error.name()).isEqualTo("EBADF");
    assertThat(error.text()).isEqualTo("Bad file descriptor");
    assertThat(error).hasToString("EBADF (9, Bad file descriptor)");
  }

  @Test
  void posixError_ofNoErrno_saysTheNumber() {
    assertThat(new PosixError(4000)).hasToString("4000 (4000, Unknown error 4000)");
  }

  @Test
  void lastErrorOfJnr_afterAFailedCall_isTheSameNumber() {
    LibC libc = LibraryLoader.create(LibC.class).load("c");
    libc.close(-1);
    int ours = Errno.last();
    int theirs = LastError.getLastError(Runtime.getRuntime(libc));

    assertThat(theirs).isEqualTo(ours).isEqualTo(Errno.EBADF);
  }

  public interface Strerror {
    String strerror(int errno);
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
}
