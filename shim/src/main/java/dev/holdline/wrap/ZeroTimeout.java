package dev.holdline.wrap;

import dev.holdline.posix.Layout;
import java.lang.reflect.Constructor;
import java.nio.ByteBuffer;
import java.util.function.Supplier;
import jnr.ffi.Memory;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;
import jnr.ffi.Struct;

/** An argument that says "do not wait", in the type a function declares its timeout in. */
final class ZeroTimeout {
  private static final int SIZE = Layout.TIMESPEC_SIZE; // and that of struct timeval
  private static final Pointer ZERO = Memory.allocateDirect(Runtime.getSystemRuntime(), SIZE, true);

  private ZeroTimeout() {}

  /** Returns whether {@link #forType} can make one; only a struct may lack what that takes. */
  static boolean exists(Class<?> type) {
    try {
      return !Struct.class.isAssignableFrom(type) || newStruct(type) instanceof Struct;
    } catch (ReflectiveOperationException | RuntimeException refused) {
      return false;
    }
  }

  /** Returns what makes such arguments for a type of {@link Signature#WORDS} or an integer. */
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
    return () -> madeBefore(type);
  }

  private static Object madeBefore(Class<?> type) {
    try {
      return newStruct(type);
    } catch (ReflectiveOperationException impossible) { // it was made when the library was loaded
      throw new LinkageError("made before: " + type, impossible);
    }
  }

  static Object newStruct(Class<?> type) throws ReflectiveOperationException {
    Constructor<?> constructor = type.getDeclaredConstructor(Runtime.class);
    constructor.setAccessible(true);
    return constructor.newInstance(Runtime.getSystemRuntime());
  }
}
