package dev.holdline.wrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdline.Holdline;
import dev.holdline.HoldlineConfig;
import java.nio.ByteBuffer;
import java.util.stream.Stream;
import jnr.ffi.LibraryLoader;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;
import jnr.ffi.Struct;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Parameters that must be understood, in types that are and in types that are not. */
final class UnderstoodTypesTest {
  private static final String POLLFDS =
      "jnr.ffi.Pointer, java.nio.ByteBuffer, byte[], jnr.ffi.Struct, jnr.ffi.Struct[]";
  private static final String WORDS =
      "jnr.ffi.Pointer, java.nio.ByteBuffer, byte[], long[], int[], jnr.ffi.Struct";

  public interface PollInts {
    int poll(int[] fds, long count, int timeout);
  }

  public interface PollLongs {
    int poll(long[] fds, long count, int timeout);
  }

  public interface PollShorts {
    int poll(short[] fds, long count, int timeout);
  }

  public interface PpollInts {
    int ppoll(int[] fds, long count, Pointer timeout, Pointer mask);
  }

  public interface PpollNumberTimeout {
    int ppoll(Pointer fds, long count, long timeout, Pointer mask);
  }

  public interface PollPointerTimeout {
    int poll(Pointer fds, long count, Pointer timeout);
  }

  public interface PollPointerCount {
    int poll(Pointer fds, Pointer count, int timeout);
  }

  public interface SelectShorts {
    int select(int nfds, Pointer r, short[] w, Pointer x, Pointer timeout);
  }

  public interface SelectNumberTimeout {
    int select(int nfds, Pointer r, Pointer w, Pointer x, long timeout);
  }

  public interface PselectShortsTimeout {
    int pselect(int nfds, Pointer r, Pointer w, Pointer x, short[] timeout, Pointer mask);
  }

  public interface EpollShortsTimeout {
    int epoll_pwait2(int epfd, Pointer events, int max, short[] timeout, Pointer mask);
  }

  public interface EpollPointerFd {
    int epoll_wait(Pointer epfd, Pointer events, int max, int timeout);
  }

  public interface RecvmmsgBytes {
    int recvmmsg(int fd, byte[] messages, int count, int flags, Pointer timeout);
  }

  public interface RecvmmsgPointerCount {
    int recvmmsg(int fd, Pointer messages, Pointer count, int flags, Pointer timeout);
  }

  public interface Accept4PointerFlags {
    int accept4(int fd, Pointer address, Pointer length, Pointer flags);
  }

  /** A struct that nobody but its own makers can make. */
  public static final class Private extends Struct {
    public final Signed64 seconds = new Signed64();
    public final Signed64 nanos = new Signed64();

    public Private(Runtime runtime, boolean special) {
      super(runtime);
    }
  }

  public interface PpollPrivate {
    int ppoll(Pointer fds, long count, Private timeout, Pointer mask);
  }

  private static Stream<Arguments> refused() {
    return Stream.of(
        Arguments.of(PollInts.class, "pollfds declared as int[]", POLLFDS),
        Arguments.of(PollLongs.class, "pollfds declared as long[]", POLLFDS),
        Arguments.of(PollShorts.class, "pollfds declared as short[]", POLLFDS),
        Arguments.of(PpollInts.class, "pollfds declared as int[]", POLLFDS),
        Arguments.of(PpollNumberTimeout.class, "a timeout declared as long", WORDS),
        Arguments.of(
            PollPointerTimeout.class, "a timeout declared as jnr.ffi.Pointer", "int, long"),
        Arguments.of(PollPointerCount.class, "its number of pollfds declared as", "int, long"),
        Arguments.of(SelectShorts.class, "a set declared as short[]", WORDS),
        Arguments.of(SelectNumberTimeout.class, "a timeout declared as long", WORDS),
        Arguments.of(PselectShortsTimeout.class, "a timeout declared as short[]", WORDS),
        Arguments.of(EpollShortsTimeout.class, "a timeout declared as short[]", WORDS),
        Arguments.of(EpollPointerFd.class, "no descriptor as its parameter 0", "int epfd"),
        Arguments.of(
            RecvmmsgBytes.class,
            "a vector declared as byte[]",
            "jnr.ffi.Pointer, java.nio.ByteBuffer, jnr.ffi.Struct[]"),
        Arguments.of(RecvmmsgPointerCount.class, "no int or long as its parameter 2", "int vlen"),
        Arguments.of(Accept4PointerFlags.class, "no int or long as its parameter 3", "int flags"),
        Arguments.of(PpollPrivate.class, "no constructor (jnr.ffi.Runtime)", "timespec"));
  }

  private static Object load(Class<?> type) {
    try (Holdline holdline = Holdline.create(HoldlineConfig.builder().build())) {
      return wrap(holdline, type);
    }
  }

  private static <T> T wrap(Holdline holdline, Class<T> type) {
    return holdline.wrap(type, LibraryLoader.create(type).load("c"));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void wrap_typeThatCannotBeLookedInto_isRefusedWithThoseThatCan(
      Class<?> type, String problem, String accepted) {
    assertThatThrownBy(() -> load(type))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(type.getDeclaredMethods()[0].toGenericString())
        .hasMessageContaining(problem)
        .hasMessageContaining(accepted);
  }

  /** struct pollfd. */
  public static final class PollFd extends Struct {
    public final Signed32 fd = new Signed32();
    public final Signed16 events = new Signed16();
    public final Signed16 revents = new Signed16();

    public PollFd(Runtime runtime) {
      super(runtime);
    }
  }

  public interface PollStructs {
    int poll(PollFd[] fds, int count, int timeout);
  }

  public interface PollStruct {
    int poll(PollFd fds, long count, long timeout);
  }

  public interface PollBytes {
    int poll(byte[] fds, Integer count, Integer timeout);
  }

  public interface PpollBuffers {
    int ppoll(ByteBuffer fds, long count, int[] timeout, Pointer mask);
  }

  @ParameterizedTest
  @ValueSource(classes = {PollStructs.class, PollStruct.class, PollBytes.class, PpollBuffers.class})
  void wrap_typeThatCanBeLookedInto_isAccepted(Class<?> type) {
    assertThat(load(type)).isInstanceOf(type);
  }
}
