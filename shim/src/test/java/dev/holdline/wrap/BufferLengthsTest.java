package dev.holdline.wrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdline.Holdline;
import dev.holdline.HoldlineConfig;
import dev.holdline.fixture.Plain;
import dev.holdline.fixture.Waiting;
import dev.holdline.fixture.Way;
import dev.holdline.posix.Sockets;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.ToLongFunction;
import jnr.ffi.LibraryLoader;
import jnr.ffi.Memory;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;
import jnr.ffi.annotations.In;
import jnr.ffi.annotations.Out;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Lengths that a buffer does not have. Nothing is there to be read: a call must not wait. */
final class BufferLengthsTest {
  @AutoClose private final Gated gated = new Gated();
  private final int fd = gated.pair().ours();

  public interface Bytes {
    long recv(int fd, @Out byte[] buf, long len, int flags);

    long recvfrom(
        int fd, @Out byte[] buf, long len, int flags, @Nullable Pointer a, @Nullable Pointer l);

    long read(int fd, @Out byte[] buf, long len);

    long send(int fd, @In byte[] buf, long len, int flags);

    long sendto(int fd, @In byte[] buf, long len, int flags, @Nullable Pointer a, int l);

    long write(int fd, @In byte[] buf, long len);
  }

  public interface Buffers {
    int recv(int fd, ByteBuffer buf, int len, int flags);

    int send(int fd, ByteBuffer buf, int len, int flags);
  }

  public interface Pointers {
    int recv(int fd, Pointer buf, Integer len, int flags);

    int send(int fd, Pointer buf, Integer len, int flags);
  }

  public interface Longs {
    int recv(int fd, @Out long[] buf, int len, int flags);
  }

  private static void assertRefused(ThrowingCallable call, String message) {
    assertThatThrownBy(call)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(message + ": ")
        .hasMessageContaining("holdline.checkLengths");
  }

  static List<Way> ways() {
    return Way.available().stream().filter(way -> way != Way.PARKED).toList();
  }

  /** Runs a call on a thread of the kind; what it throws is thrown here. */
  private void run(Way way, ToLongFunction<Integer> call) throws Throwable {
    Throwable[] thrown = new Throwable[1];
    Waiting.start(
            way,
            () -> {
              try {
                return call.applyAsLong(fd);
              } catch (RuntimeException refused) {
                thrown[0] = refused;
                return 0;
              }
            })
        .result();
    if (thrown[0] != null) {
      throw thrown[0];
    }
  }

  @ParameterizedTest
  @MethodSource("ways")
  void arrays_tooShort_areRefusedByEachFunction(Way way) {
    Bytes libc = gated.load(Bytes.class);
    byte[] eight = new byte[8];
    assertRefused(() -> run(way, s -> libc.recv(s, eight, 64, 0)), "recv of 64 bytes into byte[8]");
    assertRefused(
        () -> run(way, s -> libc.recvfrom(s, eight, 9, 0, null, null)),
        "recvfrom of 9 bytes into byte[8]");
    assertRefused(() -> run(way, s -> libc.read(s, eight, 9)), "read of 9 bytes into byte[8]");
    assertRefused(() -> run(way, s -> libc.send(s, eight, 9, 0)), "send of 9 bytes from byte[8]");
    assertRefused(
        () -> run(way, s -> libc.sendto(s, eight, 9, 0, null, 0)),
        "sendto of 9 bytes from byte[8]");
    assertRefused(() -> run(way, s -> libc.write(s, eight, 9)), "write of 9 bytes from byte[8]");
    assertRefused(() -> run(way, s -> libc.recv(s, eight, -1, 0)), "recv of -1 bytes into byte[8]");
    assertRefused(
        () -> run(way, s -> libc.recv(s, eight, 9, Sockets.MSG_DONTWAIT)),
        "recv of 9 bytes into byte[8]");
  }

  @ParameterizedTest
  @MethodSource("ways")
  void buffersAndMemory_tooShort_areRefused(Way way) {
    Buffers buffers = gated.load(Buffers.class);
    ByteBuffer three = ByteBuffer.allocateDirect(8).position(5);
    assertRefused(
        () -> run(way, s -> buffers.recv(s, three, 4, 0)),
        "recv of 4 bytes into a ByteBuffer with 3 remaining");
    assertRefused(
        () -> run(way, s -> buffers.send(s, three, 4, 0)),
        "send of 4 bytes from a ByteBuffer with 3 remaining");
    Pointers pointers = gated.load(Pointers.class);
    Pointer eight = Memory.allocateDirect(Runtime.getSystemRuntime(), 8);
    assertRefused(
        () -> run(way, s -> pointers.recv(s, eight, 9, 0)),
        "recv of 9 bytes into memory of 8 bytes");
    assertRefused(
        () -> run(way, s -> pointers.send(s, eight.slice(6), 3, 0)),
        "send of 3 bytes from memory of 2 bytes");
    Longs longs = gated.load(Longs.class);
    assertRefused(
        () -> run(way, s -> longs.recv(s, new long[1], 9, 0)),
        "recv of 9 bytes into an array of 8 bytes");
  }

  @Test
  void lengths_thatFit_areNotRefused() {
    Bytes bytes = gated.load(Bytes.class);
    Plain.send(gated.pair().peer(), 'x');
    assertThat(bytes.recv(fd, new byte[8], 8, 0)).isEqualTo(1);
    assertThat(bytes.send(fd, new byte[8], 8, 0)).isEqualTo(8);
    Pointers pointers = gated.load(Pointers.class);
    Pointer known = Memory.allocateDirect(Runtime.getSystemRuntime(), 8);
    Pointer unknown = Pointer.wrap(Runtime.getSystemRuntime(), known.address());
    Plain.send(gated.pair().peer(), 'x');
    assertThat(pointers.recv(fd, unknown, 8, 0)).isEqualTo(1);
    assertThat(pointers.send(fd, unknown, 8, 0)).isEqualTo(8);
  }

  /** The kernel answers it itself, as ever. */
  @Test
  void read_negativeLength_isLeftToTheKernel() {
    Bytes libc = gated.load(Bytes.class);
    Plain.send(gated.pair().peer(), 'x');
    assertThat(libc.read(fd, new byte[1], -1)).isEqualTo(-1);
  }

  @Test
  void recv_discardingWithTruncFromAStream_isNotRefused() {
    int server = Plain.LIBC.socket(Sockets.AF_INET, Sockets.SOCK_STREAM, 0);
    Bytes libc = gated.load(Bytes.class);
    int flags = Sockets.MSG_TRUNC | Sockets.MSG_DONTWAIT;
    assertThat(libc.recv(server, new byte[1], 64, flags)).isEqualTo(-1); // not connected
    Plain.LIBC.close(server);
    int datagrams = Plain.LIBC.socket(Sockets.AF_INET, Sockets.SOCK_DGRAM, 0);
    assertRefused(
        () -> libc.recv(datagrams, new byte[1], 64, flags), "recv of 64 bytes into byte[1]");
    Plain.LIBC.close(datagrams);
  }

  @Test
  void lengths_notChecked_areHandedOn() {
    HoldlineConfig config = HoldlineConfig.builder().checkLengths(false).build();
    try (Holdline unchecked = Holdline.create(config)) {
      Bytes libc = unchecked.wrap(Bytes.class, LibraryLoader.create(Bytes.class).load("c"));
      Plain.send(gated.pair().peer(), 'x');
      assertThatCode(() -> libc.recv(fd, new byte[8], 9, 0)).doesNotThrowAnyException();
      assertThat(libc.send(fd, new byte[8], 9, 0)).isEqualTo(9);
    }
  }
}
