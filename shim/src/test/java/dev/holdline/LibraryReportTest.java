package dev.holdline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdline.LibraryReport.Way;
import dev.holdline.annotation.Blocking;
import dev.holdline.posix.LibC;
import jnr.ffi.Pointer;
import jnr.posix.POSIX;
import org.junit.jupiter.api.Test;

/** What a report says of each kind of method. */
final class LibraryReportTest {
  public interface All {
    long recv(int fd, byte[] buf, long len, int flags);

    long send(int fd, byte[] buf, long len, int flags);

    int close(int fd);

    int getpid();

    @Blocking
    int modem_frame(int fd, byte[] frame, int size);

    long my_read(int fd, byte[] buf, long count);

    int accept(int fd);

    LibC libc();

    default int receive(int fd) {
      return (int) recv(fd, new byte[1], 1, 0);
    }
  }

  private static LibraryReport.Function of(LibraryReport report, String method) {
    return report.functions().stream()
        .filter(each -> each.method().getName().equals(method))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void report_ofEachKindOfMethod_saysWhatBecomesOfItAndWhy() {
    LibraryReport report = Holdline.report(All.class);

    assertThat(report.type()).isEqualTo(All.class);
    assertThat(report.functions()).hasSize(9);
    assertThat(of(report, "recv").way()).isEqualTo(Way.GATED);
    assertThat(of(report, "send").way()).isEqualTo(Way.GATED_ON_VIRTUAL_THREADS);
    assertThat(of(report, "send").why()).contains("platform thread", "straight through");
    assertThat(of(report, "close").way()).isEqualTo(Way.OBSERVED);
    assertThat(of(report, "getpid").way()).isEqualTo(Way.STRAIGHT);
    assertThat(of(report, "getpid").why()).contains("not one of the functions that Holdline knows");
    assertThat(of(report, "modem_frame").way()).isEqualTo(Way.GATED);
    assertThat(of(report, "modem_frame").why()).contains("@Blocking", "READABLE");
    assertThat(of(report, "my_read").way()).isEqualTo(Way.STRAIGHT);
    assertThat(of(report, "my_read").why()).contains("looks like read", "FunctionMapper");
    assertThat(of(report, "accept").way()).isEqualTo(Way.REFUSED);
    assertThat(of(report, "accept").why()).contains("accept(int fd, addr, addrlen)");
    assertThat(of(report, "libc").way()).isEqualTo(Way.HANDS_OUT);
    assertThat(of(report, "libc").as()).isEqualTo(LibC.class.getName());
    assertThat(of(report, "receive").way()).isEqualTo(Way.JAVA);
  }

  @Test
  void report_withTheMapper_goesByTheNamesInC() {
    LibraryReport report =
        Holdline.report(All.class, (name, context) -> name.replaceFirst("^my_", ""));
    assertThat(of(report, "my_read").way()).isEqualTo(Way.GATED);
    assertThat(of(report, "my_read").as()).isEqualTo("read");
    assertThat(of(report, "my_read")).hasToString("my_read(int, byte[], long) GATED as read");
  }

  @Test
  void toString_hasALineForEachMethod() {
    assertThat(Holdline.report(All.class).toString().lines())
        .hasSize(10)
        .startsWith(All.class.getName() + ":")
        .contains("  recv(int, byte[], long, int) GATED")
        .contains(
            "  close(int) OBSERVED: it ends or changes the waits of others",
            "  libc() HANDS_OUT as dev.holdline.posix.LibC: its functions are gated, too, if"
                + " JNR-FFI loaded it");
  }

  @Test
  void report_ofJnrPosix_namesItsLibC() {
    LibraryReport report = Holdline.report(POSIX.class);
    assertThat(of(report, "libc").as()).isEqualTo("jnr.posix.LibC");
    assertThat(of(report, "read").way()).isEqualTo(Way.GATED);
    assertThat(report.functions()).noneMatch(each -> each.why().contains("looks like"));
  }

  @Test
  void report_ofHoldlinesOwnLibC_refusesNothing() {
    assertThat(Holdline.report(LibC.class).functions())
        .noneMatch(each -> each.way() == Way.REFUSED)
        .noneMatch(each -> each.why().contains("looks like"));
  }

  public interface WithPointers {
    long my_recv(Pointer connection, Pointer buf, long len, int flags);
  }

  @Test
  void report_nameOfAnotherShape_isNotTakenForTheFunction() {
    assertThat(of(Holdline.report(WithPointers.class), "my_recv").why())
        .doesNotContain("looks like");
  }

  @Test
  void report_ofWhatCannotBeLoaded_isRefused() {
    assertThatThrownBy(() -> Holdline.report(String.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is not an interface");
  }
}
