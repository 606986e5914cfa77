package dev.holdline.wrap;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import jnr.ffi.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * The 64-bit words of an argument that C reads as an array of long: a set of select(2), a timespec
 * or a timeval. What the argument is too short for reads as 0 and is not written; of a word that it
 * has in part, that part. Little-endian, as all supported platforms are.
 */
final class ArgumentWords {
  private static final VarHandle OF_BYTES =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle OF_BUFFER =
      MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private ArgumentWords() {}

  /** Returns how many bytes an argument has, {@link Long#MAX_VALUE} when nobody knows. */
  static long bytes(Object argument) {
    if (argument instanceof long[] longs) {
      return (long) longs.length * Long.BYTES;
    }
    if (argument instanceof int[] ints) {
      return (long) ints.length * Integer.BYTES;
    }
    return memory(argument).size();
  }

  /** Returns one word of an argument. */
  static long read(Object argument, int index) {
    if (argument instanceof long[] longs) {
      return index < longs.length ? longs[index] : 0;
    }
    if (argument instanceof int[] ints) {
      return half(ints, 2 * index) | half(ints, 2 * index + 1) << Integer.SIZE;
    }
    int at = index * Long.BYTES;
    if (argument instanceof byte[] bytes && at + Long.BYTES <= bytes.length) {
      return (long) OF_BYTES.get(bytes, at);
    }
    if (argument instanceof ByteBuffer buffer && at + Long.BYTES <= buffer.remaining()) {
      return (long) OF_BUFFER.get(buffer, buffer.position() + at);
    }
    Pointer memory = memory(argument);
    if (at + Long.BYTES <= memory.size()) {
      return memory.getLong(at);
    }
    long word = 0;
    for (int i = at; i < memory.size(); i++) {
      word |= (memory.getByte(i) & 0xFFL) << ((i - at) * Byte.SIZE);
    }
    return word;
  }

  private static long half(int[] ints, int index) {
    return index < ints.length ? Integer.toUnsignedLong(ints[index]) : 0;
  }

  /** Writes one word of an argument. */
  static void write(Object argument, int index, long word) {
    if (argument instanceof long[] longs) {
      if (index < longs.length) {
        longs[index] = word;
      }
    } else if (argument instanceof int[] ints) {
      for (int i = 2 * index; i < Math.min(ints.length, 2 * index + 2); i++) {
        ints[i] = (int) (word >>> ((i - 2 * index) * Integer.SIZE));
      }
    } else {
      writeBytes(argument, index * Long.BYTES, word);
    }
  }

  private static void writeBytes(Object argument, int at, long word) {
    if (argument instanceof byte[] bytes && at + Long.BYTES <= bytes.length) {
      OF_BYTES.set(bytes, at, word);
      return;
    }
    Pointer memory = memory(argument);
    if (at + Long.BYTES <= memory.size()) {
      memory.putLong(at, word);
      return;
    }
    for (int i = at; i < memory.size(); i++) {
      memory.putByte(i, (byte) (word >>> ((i - at) * Byte.SIZE)));
    }
  }

  /** Returns whether there is no argument: null, or NULL as an object. */
  static boolean isNull(@Nullable Object argument) {
    return argument == null || (argument instanceof Pointer && ArgumentMemory.of(argument) == null);
  }

  /** Returns whether an argument can be looked into. */
  static boolean isReadable(Object argument) {
    return argument instanceof long[]
        || argument instanceof int[]
        || ArgumentMemory.isReachable(argument);
  }

  private static Pointer memory(Object argument) {
    Pointer memory = ArgumentMemory.of(argument);
    if (memory == null) {
      throw new AssertionError("a type refused when the library was loaded: " + argument);
    }
    return memory;
  }
}
