package dev.holdline.wrap;

import static dev.holdline.fixture.Eventually.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdline.Hold;
import dev.holdline.fixture.Plain;
import dev.holdline.fixture.Waiting;
import dev.holdline.posix.Errno;
import dev.holdline.posix.Sockets;
import java.nio.ByteBuffer;
import java.util.function.ToLongFunction;
import jnr.ffi.Memory;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;
import jnr.ffi.Struct;
import jnr.ffi.annotations.Out;
import jnr.ffi.types.size_t;
import jnr.ffi.types.ssize_t;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The types in which people declare the parameters of libc's functions. */
final class ShapesTest {
  @AutoClose private final Gated gated = new Gated();

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
    Ints ints = gated.load(Ints.class);
    byte[] bytes = new byte[2];
    ByteBuffer buffer = ByteBuffer.allocateDirect(2);
    assertThat(gated.waits(fd -> ints.recv(fd, bytes, 2, 0))).isEqualTo(1);
    assertThat(bytes[0]).isEqualTo((byte) 'x');
    assertThat(gated.waits(fd -> ints.read(fd, buffer, 2))).isEqualTo(1);
    assertThat(buffer.get(0)).isEqualTo((byte) 'x');
  }

  @Test
  void recv_longShapes_waitAndFillTheBuffer() {
    Longs longs = gated.load(Longs.class);
    Pointer pointer = Memory.allocateDirect(Runtime.getSystemRuntime(), 2, true);
    byte[] bytes = new byte[2];
    assertThat(gated.waits(fd -> longs.recv((long) fd, pointer, 2, 0))).isEqualTo(1);
    assertThat(pointer.getByte(0)).isEqualTo((byte) 'x');
    assertThat(gated.waits(fd -> longs.read(fd, bytes, 2))).isEqualTo(1);
    assertThat(bytes[0]).isEqualTo((byte) 'x');
  }

  @Test
  void recv_boxedShapes_waitAndFillTheBuffer() {
    Boxed boxed = gated.load(Boxed.class);
    byte[] bytes = new byte[2];
    Pointer pointer = Memory.allocateDirect(Runtime.getSystemRuntime(), 2, true);
    assertThat(gated.waits(fd -> boxed.recv(fd, bytes, 2, 0))).isEqualTo(1);
    assertThat(bytes[0]).isEqualTo((byte) 'x');
    assertThat(gated.waits(fd -> boxed.read(fd, pointer, 2L))).isEqualTo(1);
    assertThat(pointer.getByte(0)).isEqualTo((byte) 'x');
  }

  /** Is not public, as structs of a program mostly are not. */
  static final class Hidden extends Struct {
    final Unsigned8 first = new Unsigned8();

    Hidden(Runtime runtime) {
      super(runtime);
    }
  }

  public interface HiddenShapes {
    int recv(int fd, Hidden buf, int len, int flags);

    int getpid();
  }

  @Test
  void recv_structThatIsNotPublic_waitsAndFillsIt() {
    HiddenShapes libc = gated.load(HiddenShapes.class);
    Hidden hidden = new Hidden(Runtime.getSystemRuntime());
    assertThat(gated.waits(fd -> libc.recv(fd, hidden, 1, 0))).isEqualTo(1);
    assertThat(hidden.first.get()).isEqualTo((short) 'x');
  }

  @Test
  void recv_structBuffer_waitsAndFillsIt() {
    Structs structs = gated.load(Structs.class);
    Byte1 struct = new Byte1(Runtime.getSystemRuntime());
    assertThat(gated.waits(fd -> structs.recv(fd, struct, 1, 0))).isEqualTo(1);
    assertThat(struct.value.intValue()).isEqualTo('x');
  }

  @Test
  void recv_failure_leavesErrnoForTheCallersRuntime() {
    Ints ints = gated.load(Ints.class);
    assertThat(ints.recv(1_000_000, new byte[1], 1, 0)).isEqualTo(-1);
    assertThat(Runtime.getRuntime(ints).getLastError()).isEqualTo(Errno.EBADF);
  }

  @Test
  void recv_waitall_accumulatesInEachKindOfBuffer() {
    Ints ints = gated.load(Ints.class);
    byte[] bytes = new byte[3];
    Waiting result = gated.start(fd -> ints.recv(fd, bytes, 3, Sockets.MSG_WAITALL));
    for (int i = 1; i <= 3; i++) {
      Plain.send(gated.pair().peer(), i);
    }
    assertThat(result.result()).isEqualTo(3);
    assertThat(bytes).containsExactly(1, 2, 3);
  }

  /** A struct of C as a porter declares it. */
  public static final class Header extends Struct {
    final Unsigned8[] bytes = array(new Unsigned8[4]);

    public Header(Runtime runtime) {
      super(runtime);
    }
  }

  /** recv into what can only be divided by its address. */
  public interface Addresses {
    long recv(int fd, long buffer, long length, int flags);
  }

  /** recv into a struct. */
  public interface Headers {
    long recv(int fd, Header header, long length, int flags);
  }

  @Test
  void recv_waitallIntoAnAddress_accumulates() {
    Addresses addresses = gated.load(Addresses.class);
    Pointer buffer = Memory.allocateDirect(Runtime.getSystemRuntime(), 4);
    long address = buffer.address();
    assertThat(inParts(fd -> addresses.recv(fd, address, 4, Sockets.MSG_WAITALL))).isEqualTo(4);
    assertThat(buffer.getInt(0)).isEqualTo(0x04030201);
  }

  @Test
  void recv_waitallIntoAStruct_accumulates() {
    Headers headers = gated.load(Headers.class);
    Header header = new Header(Runtime.getSystemRuntime());
    assertThat(inParts(fd -> headers.recv(fd, header, 4, Sockets.MSG_WAITALL))).isEqualTo(4);
    assertThat(header.bytes).extracting(Struct.Unsigned8::intValue).containsExactly(1, 2, 3, 4);
  }

  private long inParts(ToLongFunction<Integer> call) {
    try (Hold hold = gated.holdline().hold(gated.pair().ours())) {
      Waiting waiting = gated.start(call);
      for (int i = 1; i <= 4; i++) {
        long waits = i;
        until(() -> hold.waits() >= waits || waiting.isOver());
        Plain.send(gated.pair().peer(), i);
      }
      return waiting.result();
    }
  }
}
