package dev.holdline.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import jnr.ffi.LibraryLoader;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;
import jnr.ffi.Struct;
import jnr.ffi.annotations.In;
import org.jspecify.annotations.Nullable;

/** select and pselect with their sets and timeouts in each type people declare them in. */
class SelectSetsTest {
  private static final long LONG_NANOS = 5_000_000_000L;
  private static final long SHORT_NANOS = 20_000_000;

  /** An fd_set and, of its first two members, a timeval or timespec. */
  public static final class Words extends Struct {
    final Signed64[] words = array(new Signed64[16]);

    public Words(Runtime runtime) {
      super(runtime);
    }
  }

  /** The functions in each type; a nullable parameter for each thing that may be absent. */
  public interface Shapes extends Native.Plain {
    int select(
        int nfds, long @Nullable [] r, long @Nullable [] w, long @Nullable [] x, long[] time);

    int select(int nfds, int[] r, int @Nullable [] w, int @Nullable [] x, int[] time);

    int select(int nfds, byte[] r, byte @Nullable [] w, byte @Nullable [] x, byte[] time);

    int select(
        int nfds,
        ByteBuffer r,
        @Nullable ByteBuffer w,
        @Nullable ByteBuffer x,
        @Nullable ByteBuffer time);

    int select(int nfds, Words r, @Nullable Words w, @Nullable Words x, Words time);

    int select(int nfds, byte[] r, byte @Nullable [] w, byte @Nullable [] x, @In long[] time);

    int pselect(
        int nfds,
        long @Nullable [] r,
        long @Nullable [] w,
        long @Nullable [] x,
        long @Nullable [] time,
        @Nullable Pointer mask);

    int pselect(
        int nfds,
        int[] r,
        int @Nullable [] w,
        int @Nullable [] x,
        int @Nullable [] time,
        @Nullable Pointer mask);
  }

  private static final Shapes PLAIN = LibraryLoader.create(Shapes.class).load("c");

  /** What a call returned, the set it wrote, and whether it wrote a shorter time. */
  private record Seen(Result result, String set, String time) {}

  /** One call that waits for a descriptor to be readable. */
  @FunctionalInterface
  private interface Selects {
    Seen select(Shapes libc, int fd, long nanos);
  }

  private static long[] set(int fd) {
    long[] words = new long[16];
    words[fd / 64] |= 1L << fd % 64;
    return words;
  }

  private static int[] ints(long[] longs) {
    int[] ints = new int[2 * longs.length];
    bytes(longs).asIntBuffer().get(ints);
    return ints;
  }

  private static ByteBuffer bytes(long[] longs) {
    ByteBuffer bytes = ByteBuffer.allocateDirect(8 * longs.length).order(ByteOrder.nativeOrder());
    bytes.asLongBuffer().put(longs);
    return bytes;
  }

  private static byte[] array(long[] longs) {
    byte[] array = new byte[8 * longs.length];
    bytes(longs).get(array);
    return array;
  }

  private static Words struct(long[] longs) {
    Words struct = new Words(Runtime.getSystemRuntime());
    for (int i = 0; i < longs.length; i++) {
      struct.words[i].set(longs[i]);
    }
    return struct;
  }

  private static long[] timeval(long nanos) {
    return new long[] {nanos / 1_000_000_000, nanos % 1_000_000_000 / 1000};
  }

  private static long[] timespec(long nanos) {
    return new long[] {nanos / 1_000_000_000, nanos % 1_000_000_000};
  }

  private static Seen seen(Result result, long[] set, long[] time, long[] before) {
    String left = Arrays.equals(time, before) ? "same" : time[0] + time[1] == 0 ? "none" : "less";
    return new Seen(result, Arrays.toString(set), left);
  }

  private static long[] longs(ByteBuffer bytes) {
    long[] longs = new long[bytes.capacity() / 8];
    bytes.order(ByteOrder.nativeOrder()).asLongBuffer().get(longs);
    return longs;
  }

  private static long[] longs(int[] ints) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * ints.length).order(ByteOrder.nativeOrder());
    bytes.asIntBuffer().put(ints);
    return longs(bytes);
  }

  private static List<Selects> selects() {
    return List.of(
        (libc, fd, nanos) -> {
          long[] set = set(fd);
          long[] time = timeval(nanos);
          Result result = Result.of(() -> libc.select(fd + 1, set, null, null, time));
          return seen(result, set, time, timeval(nanos));
        },
        (libc, fd, nanos) -> {
          int[] set = ints(set(fd));
          int[] time = ints(timeval(nanos));
          Result result = Result.of(() -> libc.select(fd + 1, set, null, null, time));
          return seen(result, longs(set), longs(time), timeval(nanos));
        },
        (libc, fd, nanos) -> {
          byte[] set = array(set(fd));
          byte[] time = array(timeval(nanos));
          Result result = Result.of(() -> libc.select(fd + 1, set, null, null, time));
          return seen(
              result, longs(ByteBuffer.wrap(set)), longs(ByteBuffer.wrap(time)), timeval(nanos));
        },
        (libc, fd, nanos) -> {
          byte[] set = array(set(fd));
          long[] time = timeval(nanos); // not written: JNR-FFI only copies it in
          Result result = Result.of(() -> libc.select(fd + 1, set, null, null, time));
          return seen(result, longs(ByteBuffer.wrap(set)), time, timeval(nanos));
        },
        (libc, fd, nanos) -> {
          ByteBuffer set = bytes(set(fd));
          ByteBuffer time = bytes(timeval(nanos));
          Result result = Result.of(() -> libc.select(fd + 1, set, null, null, time));
          return seen(result, longs(set), longs(time), timeval(nanos));
        },
        (libc, fd, nanos) -> {
          Words set = struct(set(fd));
          Words time = struct(timeval(nanos));
          Result result = Result.of(() -> libc.select(fd + 1, set, null, null, time));
          long[] words = Arrays.stream(set.words).mapToLong(Struct.Signed64::get).toArray();
          long[] left = {time.words[0].get(), time.words[1].get()};
          return seen(result, words, left, timeval(nanos));
        },
        (libc, fd, nanos) -> {
          long[] set = set(fd);
          long[] time = timespec(nanos);
          Result result = Result.of(() -> libc.pselect(fd + 1, set, null, null, time, null));
          return seen(result, set, time, timespec(nanos));
        },
        (libc, fd, nanos) -> {
          int[] set = ints(set(fd));
          int[] time = ints(timespec(nanos));
          Result result = Result.of(() -> libc.pselect(fd + 1, set, null, null, time, null));
          return seen(result, longs(set), longs(time), timespec(nanos));
        });
  }

  @Contract(WireKind.TCP)
  void select_eachShape_reportsDataAndWritesTheTimeLeft(Case setting) {
    for (Selects call : selects()) {
      Seen seen =
          setting.sameAsPlain(
              side -> {
                Wire wire = side.open(WireKind.TCP);
                Shapes libc = side.library(Shapes.class, PLAIN);
                Task<Seen> task =
                    side.startBlocked(
                        wire.near(), () -> call.select(libc, wire.near(), LONG_NANOS));
                wire.send("x");
                Seen result = task.result();
                assertThat(result.set()).isEqualTo(Arrays.toString(set(wire.near())));
                return new Seen(result.result(), "", result.time());
              });
      assertThat(seen.result()).isEqualTo(Result.of(1));
    }
  }

  @Contract(WireKind.TCP)
  void select_eachShapeTimesOut_returnsZeroAndWritesTheTimeLeft(Case setting) {
    for (Selects call : selects()) {
      Seen seen =
          setting.sameAsPlain(
              side -> {
                Wire wire = side.open(WireKind.TCP);
                Shapes libc = side.library(Shapes.class, PLAIN);
                long begin = System.nanoTime();
                Seen result = side.run(() -> call.select(libc, wire.near(), SHORT_NANOS));
                assertThat(System.nanoTime() - begin).isBetween(SHORT_NANOS, LONG_NANOS);
                return result;
              });
      assertThat(seen.result()).isEqualTo(Result.of(0));
      assertThat(seen.set()).isEqualTo(Arrays.toString(new long[16]));
    }
  }

  @Contract(WireKind.TCP)
  void select_longsForEver_endsWithInterruptAndClose(Case setting) {
    setting.held(
        side -> {
          Wire wire = side.open(WireKind.TCP);
          Shapes libc = side.library(Shapes.class, PLAIN);
          long[] set = set(wire.near());
          int nfds = wire.near() + 1;
          for (String errno : List.of("EINTR", "EBADF")) {
            Task<Result> task =
                side.startBlocked(
                    wire.near(),
                    () ->
                        Result.of(() -> libc.pselect(nfds, set, null, null, (long[]) null, null)));
            if (errno.equals("EINTR")) {
              task.interrupt();
            } else {
              side.libc().close(wire.near());
            }
            assertThat(task.result()).isEqualTo(Result.failed(errno));
            assertThat(set).isEqualTo(set(wire.near()));
          }
        });
  }
}
