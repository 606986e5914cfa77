package dev.holdline.wrap;

import java.lang.reflect.Constructor;
import java.nio.ByteBuffer;
import java.util.function.Supplier;
import jnr.ffi.Memory;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;
import jnr.ffi.Struct;

/** An argument that says "do not wait", in the type a function declares its timeout in. */
final class ZeroTimeout {
  private static final int SIZE = 16; // struct timespec and struct timeval
  private static final Pointer ZERO = Memory.allocateDirect(Runtime.getSystemRuntime(), SIZE, true);

  private ZeroTimeout() {}

  /**
   * Returns what makes such arguments for a parameter type.
   *
   * @throws IllegalArgumentException for a type no timeout is declared in
   */
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
      return () -> new long[2];
    }
    if (type == ByteBuffer.class) {
      return () -> ByteBuffer.allocateDirect(SIZE);
    }
    if (Struct.class.isAssignableFrom(type)) {
      return () -> newStruct(type);
    }
    throw new IllegalArgumentException("a timeout declared as " + type.getName());
  }

  private static Object newStruct(Class<?> type) {
    try {
      Constructor<?> constructor = type.getDeclaredConstructor(Runtime.class);
      constructor.setAccessible(true);
      return constructor.newInstance(Runtime.getSystemRuntime());
    } catch (ReflectiveOperationException refused) {
      throw new IllegalArgumentException(
          "Holdline makes a zero timeout of " + type + " with its constructor (jnr.ffi.Runtime)",
          refused);
    }
  }
}
