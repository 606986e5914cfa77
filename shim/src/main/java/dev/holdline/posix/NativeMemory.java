package dev.holdline.posix;

import jnr.ffi.Memory;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;

/**
 * Makes memory for the parameters that {@link LibC} declares as {@link Pointer}.
 *
 * <p>It is freed by the garbage collector, after the last {@code Pointer} to it. C sees an address
 * only: what C keeps beyond a call, or what is referred to from within a struct (the buffers of an
 * iovec), must be held by a field or by {@link java.lang.ref.Reference#reachabilityFence} for as
 * long. What a gated call is given lives as long as the call.
 */
public final class NativeMemory {
  private NativeMemory() {}

  /**
   * Returns memory that is all zero, of at least one byte.
   *
   * @param size bytes, 0 or more
   * @throws IllegalArgumentException for a negative size
   */
  public static Pointer zeroed(int size) {
    if (size < 0) {
      throw new IllegalArgumentException("memory of " + size + " bytes: ask for 0 or more");
    }
    return Memory.allocateDirect(Runtime.getSystemRuntime(), Math.max(1, size), true);
  }

  /** Returns a copy of some bytes: of a struct that was built as an array. */
  public static Pointer of(byte[] bytes) {
    Pointer memory = zeroed(bytes.length);
    memory.put(0, bytes, 0, bytes.length);
    return memory;
  }

  /** Returns an array of C's int: one is a {@code socklen_t}, or the value of most options. */
  public static Pointer ofInts(int... values) {
    Pointer memory = zeroed(values.length * Integer.BYTES);
    memory.put(0, values, 0, values.length);
    return memory;
  }
}
