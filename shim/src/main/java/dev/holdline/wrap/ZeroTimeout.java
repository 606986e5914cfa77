package dev.holdline.wrap;

import dev.holdline.posix.abi.Layout;
import java.nio.ByteBuffer;
import java.util.function.Supplier;
import jnr.ffi.Memory;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;

/** An argument that says "do not wait", in the type a function declares its timeout in. */
final class ZeroTimeout {
  private static final int SIZE = Layout.TIMESPEC_SIZE; // and that of struct timeval
  private static final Pointer ZERO = Memory.allocateDirect(Runtime.getSystemRuntime(), SIZE, true);

  private ZeroTimeout() {}

  /** Like {@link #forType}, but each argument is another one, which may be written. */
  static Supplier<Object> ownForType(Class<?> type) {
    return type == Pointer.class
        ? () -> Memory.allocate(Runtime.getSystemRuntime(), SIZE)
        : forType(type);
  }

  /** Returns what makes such arguments for an integer type or one of {@link Signature#WORDS}. */
  static Supplier<Object> forType(Class<?> type) {
    if (type == int.class || type == Integer.class) {
      return () -> 0;
    }
    if (type == long.class || type == Long.class) {
      return () -> 0L;
    }
    if (type == Pointer.class) {
      return () -> ZERO;
    }
    if (type == byte[].class) {
      return () -> new byte[SIZE];
    }
    if (type == long[].class) {
      return () -> new long[SIZE / Long.BYTES];
    }
    if (type == int[].class) {
      return () -> new int[SIZE / Integer.BYTES];
    }
    if (type == ByteBuffer.class) {
      return () -> ByteBuffer.allocateDirect(SIZE);
    }
    return () -> Structs.make(type);
  }
}
