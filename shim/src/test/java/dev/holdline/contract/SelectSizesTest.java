package dev.holdline.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntPredicate;
import java.util.function.ToIntBiFunction;
import jnr.ffi.LibraryLoader;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;
import org.jspecify.annotations.Nullable;

/** select with a number of descriptors that its sets do not have room for. */
class SelectSizesTest {
  private static final long LONG_NANOS = 5_000_000_000L;

  /** select with sets in an array, which ends where it ends. */
  public interface Shapes extends Native.Plain {
    int select(int nfds, byte[] r, byte @Nullable [] w, byte @Nullable [] x, byte[] time);
  }

  private static final Shapes PLAIN = LibraryLoader.create(Shapes.class).load("c");

  /** Waits in select for data on a descriptor; returns the result and whether the set says so. */
  private static List<Object> dataWith(
      Case setting, ToIntBiFunction<Shapes, Integer> call, IntPredicate isSet) {
    return setting.sameAsPlain(
        side -> {
          Wire wire = side.open(WireKind.UNIX_STREAM);
          Shapes libc = side.library(Shapes.class, PLAIN);
          Task<Result> task =
              side.startBlocked(
                  wire.near(), () -> Result.of(() -> call.applyAsInt(libc, wire.near())));
          wire.send("x");
          return List.of(task.result(), isSet.test(wire.near()));
        });
  }

  @Contract(WireKind.UNIX_STREAM)
  void select_moreDescriptorsThanTheSetHas_looksAtThoseOfTheProcess(Case setting) {
    for (int nfds : new int[] {1025, 65_536, 1_000_000_000, Integer.MAX_VALUE}) {
      Pointer large = Native.memory(1 << 20); // what the kernel reads behind the set is empty
      Pointer set = large.slice(0, Polls.SET_SIZE);
      List<Object> seen =
          dataWith(
              setting,
              (libc, fd) -> {
                set.setMemory(0, Polls.SET_SIZE, (byte) 0);
                set.putByte(fd / 8, (byte) (1 << fd % 8));
                return libc.select(nfds, set, null, null, (Pointer) null);
              },
              fd -> Polls.isSet(set, fd));
      assertThat(seen).as("nfds %d", nfds).containsExactly(Result.of(1), true);
    }
  }

  @Contract(WireKind.UNIX_STREAM)
  void select_memoryOfUnknownSize_isReadAsFarAsTheNumberSays(Case setting) {
    Pointer memory = Native.memory(Polls.SET_SIZE);
    Pointer set = Pointer.wrap(Runtime.getSystemRuntime(), memory.address());
    assertThat(set.size()).isEqualTo(Long.MAX_VALUE);
    List<Object> seen =
        dataWith(
            setting,
            (libc, fd) -> {
              memory.setMemory(0, Polls.SET_SIZE, (byte) 0);
              memory.putByte(fd / 8, (byte) (1 << fd % 8));
              return libc.select(1024, set, null, null, (Pointer) null);
            },
            fd -> Polls.isSet(memory, fd));
    assertThat(seen).containsExactly(Result.of(1), true);
  }

  @Contract(WireKind.UNIX_STREAM)
  void select_arrayThatEndsWithinAWord_isReadAndWrittenAsFarAsItGoes(Case setting) {
    AtomicReference<byte[]> last = new AtomicReference<>(new byte[0]);
    List<Object> seen =
        dataWith(
            setting,
            (libc, fd) -> {
              byte[] set = new byte[fd / 8 + 1];
              set[fd / 8] = (byte) (1 << fd % 8);
              last.set(set);
              byte[] time = Native.bytes(Native.timeval(LONG_NANOS), 16);
              return libc.select(fd + 1, set, null, null, time);
            },
            fd -> last.get()[fd / 8] == (byte) (1 << fd % 8));
    assertThat(seen).containsExactly(Result.of(1), true);
  }

  @Contract(WireKind.UNIX_STREAM)
  void select_negativeNumber_returnsEinval(Case setting) {
    Result result =
        setting.sameAsPlain(
            side -> {
              Shapes libc = side.library(Shapes.class, PLAIN);
              Pointer time = Native.timeval(LONG_NANOS);
              return side.run(
                  () -> Result.of(() -> libc.select(-5, Polls.set(1), null, null, time)));
            });
    assertThat(result).isEqualTo(Result.failed("EINVAL"));
  }
}
