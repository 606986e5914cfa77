package dev.holdline.wrap;

import dev.holdline.posix.abi.Layout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;
import jnr.ffi.Struct;
import org.jspecify.annotations.Nullable;

/** The memory behind the types in which people declare C buffers and structs. */
final class ArgumentMemory {
  private static final int IOV_MAX = 1024; // <linux/uio.h>

  private ArgumentMemory() {}

  /**
   * Returns a view of what an argument refers to, null for NULL and for a type that has none.
   * Writing to it writes to the caller's own object.
   */
  static @Nullable Pointer of(@Nullable Object argument) {
    Runtime runtime = Runtime.getSystemRuntime();
    if (argument instanceof Pointer pointer) {
      boolean isNull = pointer.isDirect() && pointer.address() == 0; // NULL as an object
      return isNull ? null : pointer;
    }
    if (argument instanceof Struct struct) {
      return Struct.getMemory(struct);
    }
    if (argument instanceof byte[] bytes) {
      return Pointer.wrap(runtime, ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()));
    }
    if (argument instanceof ByteBuffer buffer) {
      return Pointer.wrap(runtime, buffer.slice().order(ByteOrder.nativeOrder()));
    }
    return null;
  }

  /** Returns whether {@link #of} finds something. */
  static boolean isReachable(@Nullable Object argument) {
    return argument instanceof byte[] || argument instanceof ByteBuffer || of(argument) != null;
  }

  /**
   * Returns an argument of the same type for the part of a buffer after its first bytes, null for a
   * type that cannot be divided.
   *
   * @param temporary used for an array, which JNR-FFI passes only from its first byte
   */
  static @Nullable Object after(@Nullable Object argument, long done, byte[] temporary) {
    if (argument instanceof Pointer pointer) {
      return pointer.slice(done);
    }
    if (argument instanceof ByteBuffer buffer) {
      return buffer.duplicate().position(buffer.position() + (int) done);
    }
    if (argument instanceof Struct struct) {
      return Structs.after(struct, done);
    }
    return argument instanceof byte[] ? temporary : null;
  }

  /** Returns how many bytes a vector of iovec has room for, -1 when the kernel refuses it. */
  static long lengthOfVector(Pointer vector, long count) {
    long total = 0;
    for (long i = 0; i < count && count <= IOV_MAX; i++) {
      long length = vector.getLong(i * Layout.IOVEC_SIZE + Layout.IOVEC_LEN);
      if (length < 0) {
        return -1;
      }
      total = length > Long.MAX_VALUE - total ? Long.MAX_VALUE : total + length;
    }
    return count < 0 || count > IOV_MAX ? -1 : total;
  }

  /** Returns whether {@link #after} can divide it. */
  static boolean isDivisible(@Nullable Object argument) {
    return argument instanceof Pointer
        || argument instanceof ByteBuffer
        || argument instanceof byte[]
        || (argument instanceof Struct && Structs.canMake(argument.getClass()));
  }
}
