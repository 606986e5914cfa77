package dev.holdline.wrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdline.Holdline;
import dev.holdline.LibraryReport;
import dev.holdline.LibraryReport.Way;
import dev.holdline.posix.Errno;
import dev.holdline.posix.Files;
import java.util.List;
import jnr.ffi.Pointer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** fcntl and ioctl, in whatever way they are declared. */
final class StatusFlagFunctionsTest {
  public interface Ints {
    int fcntl(int fd, int cmd, int arg);

    int ioctl(int fd, long request, int[] on);

    long recv(int fd, byte[] buf, long len, int flags);
  }

  public interface Longs {
    int fcntl(long fd, long cmd, long arg);
  }

  public interface Boxed {
    Integer fcntl(Integer fd, Integer cmd, Integer arg);
  }

  public interface WithoutArgument {
    int fcntl(int fd, int cmd);
  }

  public interface Variadic {
    int fcntl(int fd, int cmd, Object... args);
  }

  public interface WithoutResult {
    void fcntl(int fd, int cmd, int arg);
  }

  public interface OfPointers {
    int ioctl(Pointer file, long request, Pointer argument);
  }

  @AutoClose private final Gated gated = new Gated();

  private static LibraryReport.Function only(Class<?> type) {
    return Holdline.report(type).functions().get(0);
  }

  @ParameterizedTest
  @ValueSource(
      classes = {Ints.class, Longs.class, Boxed.class, WithoutArgument.class, Variadic.class})
  void report_shapeThatIsUnderstood_isObserved(Class<?> type) {
    assertThat(only(type).way()).isEqualTo(Way.OBSERVED);
  }

  @ParameterizedTest
  @ValueSource(classes = {WithoutResult.class, OfPointers.class})
  void report_shapeThatIsNot_goesStraightThrough(Class<?> type) {
    assertThat(only(type).way()).isEqualTo(Way.STRAIGHT);
    assertThat(gated.load(type)).isInstanceOf(type);
  }

  @Test
  void fcntl_ofHeldDescriptor_setsWhatItIsToSet() {
    Ints libc = gated.load(Ints.class);
    int fd = gated.pair().ours();
    assertThat(libc.recv(fd, new byte[1], 1, 0x40)).isEqualTo(-1); // MSG_DONTWAIT
    int before = libc.fcntl(fd, Files.F_GETFL, 0);
    assertThat(libc.fcntl(fd, Files.F_SETFL, before | Files.O_NONBLOCK)).isZero();
    assertThat(gated.load(WithoutArgument.class).fcntl(fd, Files.F_GETFL))
        .isEqualTo(before | Files.O_NONBLOCK);
    assertThat(libc.recv(fd, new byte[1], 1, 0)).isEqualTo(-1); // and does not wait
    assertThat(libc.ioctl(fd, Files.FIONBIO, new int[] {0})).isZero();
    assertThat(gated.load(Longs.class).fcntl(fd, Files.F_GETFL, 0)).isEqualTo(before);
    assertThat(gated.load(Boxed.class).fcntl(fd, Files.F_GETFL, 0)).isEqualTo(before);
    assertThat(gated.load(Variadic.class).fcntl(fd, Files.F_GETFL)).isEqualTo(before);
  }

  @Test
  void fcntl_thatFails_leavesItsErrno() {
    Ints libc = gated.load(Ints.class);
    for (int command : List.of(Files.F_GETFL, Files.F_SETFL, Files.F_GETFD)) {
      assertThat(libc.fcntl(1_000_000, command, 0)).isEqualTo(-1);
      assertThat(Errno.last()).isEqualTo(Errno.EBADF);
    }
    assertThat(libc.fcntl(gated.pair().ours(), 9_999, 0)).isEqualTo(-1);
    assertThat(Errno.last()).isEqualTo(Errno.EINVAL);
  }
}
