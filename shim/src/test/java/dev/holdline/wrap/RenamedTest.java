package dev.holdline.wrap;

import static dev.holdline.fixture.Eventually.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdline.Hold;
import dev.holdline.Holdline;
import dev.holdline.fixture.CapturedLog;
import dev.holdline.fixture.Waiting;
import dev.holdline.posix.Errno;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.Map;
import jnr.ffi.LibraryLoader;
import jnr.ffi.LibraryOption;
import jnr.ffi.Pointer;
import jnr.ffi.annotations.Out;
import jnr.ffi.mapper.FunctionMapper;
import jnr.ffi.types.size_t;
import jnr.ffi.types.ssize_t;
import jnr.posix.LibC;
import jnr.posix.POSIX;
import jnr.posix.POSIXFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Functions that have another name in Java, and libraries that come from a library. */
@ExtendWith(CapturedLog.Emptied.class)
final class RenamedTest {
  private static final FunctionMapper MAPPER =
      (name, context) -> name.startsWith("my_") ? name.substring("my_".length()) : name;

  @AutoClose private final Gated gated = new Gated();

  public interface Mine {
    @ssize_t
    long my_recv(int fd, @Out byte[] buf, @size_t long len, int flags);

    int my_close(int fd);

    int getpid();
  }

  private static Map<LibraryOption, ?> options(FunctionMapper mapper) {
    return Map.of(LibraryOption.FunctionMapper, mapper);
  }

  private void assertHeld(Mine mine) {
    assertThat(gated.waits(fd -> mine.my_recv(fd, new byte[1], 1, 0))).isEqualTo(1);
    try (Hold hold = gated.holdline().hold(gated.pair().ours())) {
      Waiting result = gated.start(fd -> mine.my_recv(fd, new byte[1], 1, 0));
      until(() -> hold.waits() >= 1);
      assertThat(mine.my_close(gated.pair().ours())).isZero();
      gated.pair().oursIsClosed();
      assertThat(result.result()).isEqualTo(-Errno.EBADF);
    }
    assertThat(mine.getpid()).isEqualTo((int) ProcessHandle.current().pid());
  }

  @Test
  void load_withFunctionMapper_gatesWhatIsRenamed() {
    assertHeld(Holdline.load(Mine.class, "c", options(MAPPER)));
  }

  @Test
  void wrap_withFunctionMapper_gatesWhatIsRenamed() {
    Mine plain = LibraryLoader.loadLibrary(Mine.class, options(MAPPER), "c");
    assertHeld(gated.holdline().wrap(Mine.class, plain, MAPPER));
  }

  @Test
  void wrap_withoutTheMapper_warnsOnceOfWhatLooksRenamed() {
    Mine plain = LibraryLoader.loadLibrary(Mine.class, options(MAPPER), "c");
    gated.holdline().wrap(Mine.class, plain);
    gated.holdline().wrap(Mine.class, plain);
    assertThat(CapturedLog.of(RenamedFunctionWarning.class))
        .filteredOn(entry -> entry.level() == System.Logger.Level.WARNING)
        .extracting(CapturedLog.Entry::message)
        .filteredOn(message -> message.contains(Mine.class.getName()))
        .satisfiesExactlyInAnyOrder(
            message -> assertThat(message).contains("my_recv", "looks like recv", "FunctionMapper"),
            message -> assertThat(message).contains("my_close", "looks like close"));
  }

  /** As a program that binds by an annotation of its own has it. */
  @Retention(RetentionPolicy.RUNTIME)
  public @interface Native {
    String value();
  }

  public interface Annotated {
    @Native("recv")
    @ssize_t
    long receive(int fd, @Out byte[] buf, @size_t long len, int flags);
  }

  @Test
  void load_renamedByAnAnnotation_isGated() {
    FunctionMapper byAnnotation =
        (name, context) ->
            context.getAnnotations().stream()
                .filter(Native.class::isInstance)
                .map(each -> ((Native) each).value())
                .findFirst()
                .orElse(name);
    Annotated libc = Holdline.load(Annotated.class, "c", options(byAnnotation));
    assertThat(gated.waits(fd -> libc.receive(fd, new byte[1], 1, 0))).isEqualTo(1);
    Annotated plain = LibraryLoader.loadLibrary(Annotated.class, options(byAnnotation), "c");
    Annotated wrapped = gated.holdline().wrap(Annotated.class, plain, byAnnotation);
    assertThat(gated.waits(fd -> wrapped.receive(fd, new byte[1], 1, 0))).isEqualTo(1);
  }

  public interface Swapped {
    int recv(int whatever);
  }

  @Test
  void load_knownNameOfAnotherFunction_goesStraightThrough() {
    FunctionMapper mapper = (name, context) -> name.equals("recv") ? "abs" : name;
    assertThat(Holdline.load(Swapped.class, "c", options(mapper)).recv(-5)).isEqualTo(5);
  }

  @Test
  void load_renamedInAWrongShape_isRefused() {
    FunctionMapper mapper = (name, context) -> name.equals("getpid") ? "recv" : name;
    assertThatThrownBy(() -> Holdline.load(Mine.class, "c", options(mapper)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("getpid()")
        .hasMessageContaining("expected int or ssize_t recv(int fd");
  }

  @Test
  void load_ignoringErrno_isRefused() {
    Map<LibraryOption, ?> options = Map.of(LibraryOption.IgnoreError, true);
    assertThatThrownBy(() -> Holdline.load(Ints.class, "c", options))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("LibraryOption.IgnoreError")
        .hasMessageContaining("errno");
  }

  @Test
  void libc_ofHeldPosix_isHeldAndTheSameEachTime() {
    POSIX posix = gated.holdline().wrap(POSIX.class, POSIXFactory.getPOSIX());
    LibC libc = posix.libc();
    assertThat(posix.libc()).isSameAs(libc).isNotSameAs(POSIXFactory.getPOSIX().libc());
    assertThat(libc).isInstanceOf(jnr.posix.LinuxLibC.class); // to which a caller may cast it
    assertThat(gated.waits(fd -> libc.read(fd, new byte[1], 1))).isEqualTo(1);
    try (Hold hold = gated.holdline().hold(gated.pair().ours())) {
      Waiting result = gated.start(fd -> libc.read(fd, new byte[1], 1));
      until(() -> hold.waits() >= 1);
      assertThat(posix.close(gated.pair().ours())).isZero();
      gated.pair().oursIsClosed();
      assertThat(result.result()).isEqualTo(-Errno.EBADF);
    }
  }

  /** Hands out what is no library, and nothing. */
  public interface Facade extends jnr.ffi.provider.LoadedLibrary {
    java.nio.channels.ByteChannel channel();

    @Nullable Mine mine();

    Ints ints();
  }

  /** Its libraries are made by hand. */
  private record Made(java.nio.channels.ByteChannel channel, @Nullable Mine mine, Ints ints)
      implements Facade {
    @Override
    public jnr.ffi.Runtime getRuntime() {
      return jnr.ffi.Runtime.getSystemRuntime();
    }
  }

  @Test
  void handedOut_whatIsNoPlainLibrary_isLeftAsItIs() throws Exception {
    Ints held = gated.load(Ints.class);
    try (var channel = java.nio.channels.SocketChannel.open()) {
      Facade facade = gated.holdline().wrap(Facade.class, new Made(channel, null, held));
      assertThat(facade.channel()).isSameAs(channel);
      assertThat(facade.mine()).isNull();
      assertThat(facade.ints()).isSameAs(held);
    }
  }

  public interface Unlike {
    long pread(int fd, Pointer buf, long count, long offset);

    int spread(int fd, Pointer buf, long count);

    int fclose(Pointer file);

    int my_recv(Pointer connection, Pointer buf, long len, int flags);
  }

  @Test
  void wrap_otherFunctions_areNotWarnedOf() {
    gated.holdline().wrap(Unlike.class, LibraryLoader.create(Unlike.class).load("c"));
    assertThat(CapturedLog.of(RenamedFunctionWarning.class))
        .noneMatch(entry -> entry.message().contains(Unlike.class.getName()));
  }
}
