package dev.holdline.wrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdline.annotation.Blocking;
import java.util.stream.Stream;
import jnr.ffi.Pointer;
import jnr.ffi.annotations.IgnoreError;
import jnr.ffi.annotations.Out;
import jnr.ffi.annotations.SaveError;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The shapes in which a function cannot be gated. */
final class RefusedShapesTest {
  @AutoClose private final Gated gated = new Gated();

  public interface RecvWithoutFlags {
    long recv(int fd, @Out byte[] buf, long len);
  }

  public interface RecvVoid {
    void recv(int fd, @Out byte[] buf, long len, int flags);
  }

  public interface RecvShort {
    short recv(int fd, @Out byte[] buf, long len, int flags);
  }

  public interface RecvBoxedShort {
    Short recv(int fd, @Out byte[] buf, long len, int flags);
  }

  public interface CloseShort {
    short close(int fd);
  }

  public interface RecvPointerFd {
    long recv(Pointer fd, @Out byte[] buf, long len, int flags);
  }

  public interface RecvPointerFlags {
    long recv(int fd, @Out byte[] buf, long len, Pointer flags);
  }

  public interface RecvNoErrno {
    @IgnoreError
    long recv(int fd, @Out byte[] buf, long len, int flags);
  }

  public interface CloseTwo {
    int close(int fd, int how);
  }

  public interface PollStringTimeout {
    int poll(Pointer fds, long count, String timeout);
  }

  public interface BlockingOutside {
    @Blocking(fd = 2)
    int take(int fd, int other);
  }

  public interface BlockingRecv {
    @Blocking
    long recv(int fd, @Out byte[] buf, long len, int flags);
  }

  public interface BlockingClose {
    @Blocking
    int close(int fd);
  }

  public interface BlockingVoid {
    @Blocking
    void take(int fd);
  }

  private static Stream<Arguments> wrongShapes() {
    return Stream.of(
        Arguments.of(
            RecvWithoutFlags.class, "another number of parameters", "size_t len, int flags)"),
        Arguments.of(RecvVoid.class, "does not return an int or a long", "ssize_t recv(int fd"),
        Arguments.of(RecvShort.class, "does not return an int or a long", "ssize_t recv(int fd"),
        Arguments.of(RecvBoxedShort.class, "does not return an int or a long", "recv(int fd"),
        Arguments.of(CloseShort.class, "does not return an int or a long", "int close(int fd)"),
        Arguments.of(RecvPointerFd.class, "no descriptor as its parameter 0", "recv(int fd"),
        Arguments.of(RecvPointerFlags.class, "no int or long as its parameter 3", "int flags)"),
        Arguments.of(RecvNoErrno.class, "@IgnoreError", "recv(int fd"),
        Arguments.of(CloseTwo.class, "another number of parameters", "int close(int fd)"),
        Arguments.of(
            PollStringTimeout.class, "a timeout declared as java.lang.String", "int timeout)"),
        Arguments.of(BlockingOutside.class, "no descriptor as its parameter 2", "@Blocking.fd"),
        Arguments.of(BlockingVoid.class, "does not return an int or a long", "int or long result"));
  }

  @ParameterizedTest
  @MethodSource("wrongShapes")
  void wrap_wrongShape_isRefusedWithMethodProblemAndExpectedShape(
      Class<?> type, String problem, String expected) {
    assertThatThrownBy(() -> gated.load(type))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Holdline cannot gate ")
        .hasMessageContaining(type.getDeclaredMethods()[0].toGenericString())
        .hasMessageContaining(problem)
        .hasMessageContaining(expected)
        .hasMessageContaining("load this interface with jnr.ffi.LibraryLoader");
  }

  @ParameterizedTest
  @ValueSource(classes = {BlockingRecv.class, BlockingClose.class})
  void wrap_blockingOnAKnownFunction_isRefused(Class<?> type) {
    assertThatThrownBy(() -> gated.load(type))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(type.getDeclaredMethods()[0].toGenericString())
        .hasMessageContaining("it knows " + type.getDeclaredMethods()[0].getName())
        .hasMessageEndingWith("Remove @Blocking");
  }

  public interface RecvErrnoSavedAllTheSame {
    @IgnoreError
    @SaveError
    long recv(int fd, @Out byte[] buf, long len, int flags);
  }

  @Test
  void wrap_saveErrorBesideIgnoreError_isAccepted() {
    RecvErrnoSavedAllTheSame libc = gated.load(RecvErrnoSavedAllTheSame.class);
    assertThat(gated.waits(fd -> libc.recv(fd, new byte[1], 1, 0))).isEqualTo(1);
  }

  @Test
  void wrap_class_isRefused() {
    assertThatThrownBy(() -> gated.holdline().wrap(String.class, "library"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("java.lang.String is not an interface");
  }
}
