package dev.holdline.wrap;

import static dev.holdline.fixture.Eventually.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdline.Hold;
import dev.holdline.Holdline;
import dev.holdline.HoldlineConfig;
import dev.holdline.fixture.Pair;
import dev.holdline.fixture.Plain;
import dev.holdline.fixture.Way;
import dev.holdline.posix.Errno;
import dev.holdline.posix.Sockets;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import jnr.ffi.LibraryLoader;
import jnr.ffi.LibraryOption;
import jnr.ffi.Memory;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;
import jnr.ffi.Struct;
import jnr.ffi.annotations.IgnoreError;
import jnr.ffi.annotations.Out;
import jnr.ffi.mapper.FunctionMapper;
import jnr.ffi.types.size_t;
import jnr.ffi.types.ssize_t;
import jnr.posix.POSIX;
import jnr.posix.POSIXFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The shapes in which people declare libc's functions, and those that cannot be gated. */
final class GatedLibraryTest {
  private final Pair pair = new Pair();
  private final Holdline holdline = Holdline.create(HoldlineConfig.builder().build());

  @AfterEach
  void close() {
    pair.close();
    holdline.close();
  }

  private <T> T gated(Class<T> type) {
    return holdline.wrap(type, LibraryLoader.create(type).load("c"));
  }

  /** Runs a call that must wait for one byte, and returns its result. */
  private long waits(ToLongFunction<Integer> call) {
    try (Hold hold = holdline.hold(pair.ours())) {
      CompletableFuture<Long> result = start(call);
      until(() -> hold.waits() >= 1 || result.isDone());
      assertThat(result).isNotDone();
      Plain.send(pair.peer(), 'x');
      assertThat(result).succeedsWithin(10, TimeUnit.SECONDS);
      return result.join();
    }
  }

  private CompletableFuture<Long> start(ToLongFunction<Integer> call) {
    CompletableFuture<Long> result = new CompletableFuture<>();
    Way.DIRECT.start(
        () -> {
          try {
            long returned = call.applyAsLong(pair.ours());
            result.complete(returned < 0 ? -Errno.last() : returned);
          } catch (Throwable thrown) {
            result.completeExceptionally(thrown);
          }
        });
    return result;
  }

  public interface Ints {
    int recv(int fd, @Out byte[] buf, int len, int flags);

    int read(int fd, ByteBuffer buf, int len);

    int close(int fd);
  }

  public interface Longs {
    long recv(long fd, Pointer buf, long len, long flags);

    @ssize_t
    long read(int fd, @Out byte[] buf, @size_t long len);
  }

  public interface Boxed {
    Integer recv(Integer fd, @Out byte[] buf, Integer len, Integer flags);

    Long read(Integer fd, Pointer buf, Long len);
  }

  /** One byte. */
  public static final class Byte1 extends Struct {
    public final Unsigned8 value = new Unsigned8();

    public Byte1(Runtime runtime) {
      super(runtime);
    }
  }

  public interface Structs {
    @ssize_t
    long recv(int fd, @Out Byte1 buf, @size_t long len, int flags);
  }

  @Test
  void recv_intShapes_waitAndFillTheBuffer() {
    Ints ints = gated(Ints.class);
    byte[] bytes = new byte[2];
    ByteBuffer buffer = ByteBuffer.allocateDirect(2);
    assertThat(waits(fd -> ints.recv(fd, bytes, 2, 0))).isEqualTo(1);
    assertThat(bytes[0]).isEqualTo((byte) 'x');
    assertThat(waits(fd -> ints.read(fd, buffer, 2))).isEqualTo(1);
    assertThat(buffer.get(0)).isEqualTo((byte) 'x');
  }

  @Test
  void recv_longShapes_waitAndFillTheBuffer() {
    Longs longs = gated(Longs.class);
    Pointer pointer = Memory.allocateDirect(Runtime.getSystemRuntime(), 2, true);
    byte[] bytes = new byte[2];
    assertThat(waits(fd -> longs.recv((long) fd, pointer, 2, 0))).isEqualTo(1);
    assertThat(pointer.getByte(0)).isEqualTo((byte) 'x');
    assertThat(waits(fd -> longs.read(fd, bytes, 2))).isEqualTo(1);
    assertThat(bytes[0]).isEqualTo((byte) 'x');
  }

  @Test
  void recv_boxedShapes_waitAndFillTheBuffer() {
    Boxed boxed = gated(Boxed.class);
    byte[] bytes = new byte[2];
    Pointer pointer = Memory.allocateDirect(Runtime.getSystemRuntime(), 2, true);
    assertThat(waits(fd -> boxed.recv(fd, bytes, 2, 0))).isEqualTo(1);
    assertThat(bytes[0]).isEqualTo((byte) 'x');
    assertThat(waits(fd -> boxed.read(fd, pointer, 2L))).isEqualTo(1);
    assertThat(pointer.getByte(0)).isEqualTo((byte) 'x');
  }

  @Test
  void recv_structBuffer_waitsAndFillsIt() {
    Structs structs = gated(Structs.class);
    Byte1 struct = new Byte1(Runtime.getSystemRuntime());
    assertThat(waits(fd -> structs.recv(fd, struct, 1, 0))).isEqualTo(1);
    assertThat(struct.value.intValue()).isEqualTo('x');
  }

  @Test
  void recv_failure_leavesErrnoForTheCallersRuntime() {
    Ints ints = gated(Ints.class);
    assertThat(ints.recv(1_000_000, new byte[1], 1, 0)).isEqualTo(-1);
    assertThat(Runtime.getRuntime(ints).getLastError()).isEqualTo(Errno.EBADF);
  }

  public interface Base {
    @ssize_t
    long recv(int fd, @Out byte[] buf, @size_t long len, int flags);

    int getpid();
  }

  /** What is inherited is gated, as is what a default method calls. */
  public interface Derived extends Base {
    @Override
    @ssize_t
    long recv(int fd, @Out byte[] buf, @size_t long len, int flags);

    int close(int fd);

    default int receiveOne(int fd) {
      byte[] one = new byte[1];
      return recv(fd, one, 1, 0) == 1 ? one[0] : -1;
    }

    static int constant() {
      return 5;
    }
  }

  @Test
  void recv_inDefaultMethodOfExtendingInterface_waits() {
    Derived derived = gated(Derived.class);
    assertThat(waits(derived::receiveOne)).isEqualTo('x');
    assertThat(Derived.constant()).isEqualTo(5);
    assertThat(derived.getpid()).isEqualTo((int) ProcessHandle.current().pid());
  }

  @Test
  void recv_calledAsTheBaseInterface_waits() {
    Base base = gated(Derived.class);
    assertThat(waits(fd -> base.recv(fd, new byte[1], 1, 0))).isEqualTo(1);
  }

  @Test
  void close_throughOneInterface_wakesAWaiterOfAnother() {
    Base base = gated(Base.class);
    Ints ints = gated(Ints.class);
    try (Hold hold = holdline.hold(pair.ours())) {
      CompletableFuture<Long> result = start(fd -> base.recv(fd, new byte[1], 1, 0));
      until(() -> hold.waits() >= 1);
      assertThat(ints.close(pair.ours())).isZero();
      pair.oursIsClosed();
      assertThat(result).succeedsWithin(10, TimeUnit.SECONDS).isEqualTo((long) -Errno.EBADF);
    }
  }

  @Test
  void objectMethods_ofTheWrapper_areItsOwn() {
    Ints first = gated(Ints.class);
    Ints second = gated(Ints.class);
    assertThat(first).isNotEqualTo(second).isNotEqualTo(null);
    assertThat(first.hashCode()).isEqualTo(System.identityHashCode(first));
    assertThat(first).hasToString("Holdline(" + Ints.class.getName() + ")");
    assertThat(Map.of(first, 1, second, 2)).containsEntry(first, 1).containsEntry(second, 2);
  }

  @Test
  void getRuntime_ofTheWrapper_isThatOfTheLibrary() {
    Ints plain = LibraryLoader.create(Ints.class).load("c");
    assertThat(Runtime.getRuntime(holdline.wrap(Ints.class, plain)))
        .isSameAs(Runtime.getRuntime(plain));
  }

  /** Stands for a library whose Java side throws. */
  private static final class Throwing implements Ints {
    private final RuntimeException thrown;

    Throwing(RuntimeException thrown) {
      this.thrown = thrown;
    }

    @Override
    public int recv(int fd, byte[] buf, int len, int flags) {
      throw thrown;
    }

    @Override
    public int read(int fd, ByteBuffer buf, int len) {
      throw thrown;
    }

    @Override
    public int close(int fd) {
      throw thrown;
    }
  }

  @Test
  void call_originalThrows_surfacesUnchangedAndLeavesNothingLocked() {
    IndexOutOfBoundsException thrown = new IndexOutOfBoundsException("injected");
    Ints ints = holdline.wrap(Ints.class, new Throwing(thrown));
    Plain.send(pair.peer(), 'x');
    assertThatThrownBy(() -> ints.recv(pair.ours(), new byte[1], 1, 0)).isSameAs(thrown);
    assertThatThrownBy(() -> ints.read(pair.ours(), ByteBuffer.allocate(1), 1)).isSameAs(thrown);
    assertThat(gated(Ints.class).recv(pair.ours(), new byte[1], 1, 0)).isEqualTo(1);
    assertThatThrownBy(() -> ints.close(pair.ours())).isSameAs(thrown);
  }

  public interface Own {
    @Blocking
    @ssize_t
    long take(int fd, @Out byte[] buf, @size_t long len, int flags);

    @Blocking(fd = 1)
    @ssize_t
    long takeSecond(@Nullable Pointer unused, int fd);
  }

  @Test
  void blocking_functionOfTheUsersOwn_waitsAndIsWokenByClose() {
    FunctionMapper mapper = (name, context) -> name.equals("take") ? "recv" : name;
    Own plain =
        LibraryLoader.loadLibrary(Own.class, Map.of(LibraryOption.FunctionMapper, mapper), "c");
    Own own = holdline.wrap(Own.class, plain);
    assertThat(waits(fd -> own.take(fd, new byte[1], 1, 0))).isEqualTo(1);

    Ints ints = gated(Ints.class);
    try (Hold hold = holdline.hold(pair.ours())) {
      CompletableFuture<Long> result = start(fd -> own.take(fd, new byte[1], 1, 0));
      until(() -> hold.waits() >= 1);
      assertThat(ints.close(pair.ours())).isZero();
      pair.oursIsClosed();
      assertThat(result).succeedsWithin(10, TimeUnit.SECONDS).isEqualTo((long) -Errno.EBADF);
    }
  }

  @Test
  void posix_ofJnrPosix_readWaitsAndIsWokenByClose() {
    POSIX posix = holdline.wrap(POSIX.class, POSIXFactory.getPOSIX());
    assertThat(waits(fd -> posix.read(fd, new byte[1], 1))).isEqualTo(1);
    assertThat(posix.getpid()).isEqualTo((int) ProcessHandle.current().pid());
    try (Hold hold = holdline.hold(pair.ours())) {
      CompletableFuture<Long> result = start(fd -> posix.read(fd, new byte[1], 1));
      until(() -> hold.waits() >= 1);
      assertThat(posix.close(pair.ours())).isZero();
      pair.oursIsClosed();
      assertThat(result).succeedsWithin(10, TimeUnit.SECONDS).isEqualTo((long) -Errno.EBADF);
    }
    assertThat(posix.read(1_000_000, new byte[1], 1)).isEqualTo(-1);
    assertThat(posix.errno()).isEqualTo(Errno.EBADF);
  }

  public interface RecvWithoutFlags {
    long recv(int fd, @Out byte[] buf, long len);
  }

  public interface RecvVoid {
    void recv(int fd, @Out byte[] buf, long len, int flags);
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

  public interface BlockingVoid {
    @Blocking
    void take(int fd);
  }

  private static Stream<Arguments> wrongShapes() {
    return Stream.of(
        Arguments.of(
            RecvWithoutFlags.class, "another number of parameters", "size_t len, int flags)"),
        Arguments.of(RecvVoid.class, "does not return an int or a long", "ssize_t recv(int fd"),
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
    assertThatThrownBy(() -> gated(type))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Holdline cannot gate ")
        .hasMessageContaining(type.getDeclaredMethods()[0].toGenericString())
        .hasMessageContaining(problem)
        .hasMessageContaining(expected)
        .hasMessageContaining("load this interface with jnr.ffi.LibraryLoader");
  }

  @Test
  void wrap_class_isRefused() {
    assertThatThrownBy(() -> holdline.wrap(String.class, "library"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("java.lang.String is not an interface");
  }

  @Test
  void recv_waitall_accumulatesInEachKindOfBuffer() {
    Ints ints = gated(Ints.class);
    byte[] bytes = new byte[3];
    CompletableFuture<Long> result = start(fd -> ints.recv(fd, bytes, 3, Sockets.MSG_WAITALL));
    for (int i = 1; i <= 3; i++) {
      Plain.send(pair.peer(), i);
    }
    assertThat(result).succeedsWithin(10, TimeUnit.SECONDS).isEqualTo(3L);
    assertThat(bytes).containsExactly(1, 2, 3);
  }
}
