package dev.holdline.wrap;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import jnr.ffi.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * The 64-bit words of an argument that C reads as an array of long: a set of select(2), a timespec
 * or a timeval. What the argument is too short for reads as 0 and is not written.
 */
final class Words {
  private Words() {}

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

  /** Returns a copy of the first words of an argument. */
  static long[] read(Object argument, int count) {
    ByteBuffer bytes = ByteBuffer.allocate(count * Long.BYTES).order(ByteOrder.nativeOrder());
    int present = (int) Math.min(bytes.capacity(), bytes(argument));
    if (argument instanceof long[] longs) {
      bytes.asLongBuffer().put(longs, 0, present / Long.BYTES);
    } else if (argument instanceof int[] ints) {
      bytes.asIntBuffer().put(ints, 0, present / Integer.BYTES);
    } else {
      memory(argument).get(0, bytes.array(), 0, present);
    }
    long[] words = new long[count];
    bytes.asLongBuffer().get(words);
    return words;
  }

  /** Writes the first words of an argument. */
  static void write(Object argument, long... words) {
    ByteBuffer bytes =
        ByteBuffer.allocate(words.length * Long.BYTES).order(ByteOrder.nativeOrder());
    bytes.asLongBuffer().put(words);
    int present = (int) Math.min(bytes.capacity(), bytes(argument));
    if (argument instanceof long[] longs) {
      bytes.asLongBuffer().get(longs, 0, present / Long.BYTES);
    } else if (argument instanceof int[] ints) {
      bytes.asIntBuffer().get(ints, 0, present / Integer.BYTES);
    } else {
      memory(argument).put(0, bytes.array(), 0, present);
    }
  }

  /** Returns whether there is no argument: null, or NULL as an object. */
  static boolean isNull(@Nullable Object argument) {
    return argument == null || (argument instanceof Pointer && Memories.of(argument) == null);
  }

  /** Returns whether an argument can be looked into. */
  static boolean isReadable(Object argument) {
    return argument instanceof long[]
        || argument instanceof int[]
        || Memories.isReachable(argument);
  }

  private static Pointer memory(Object argument) {
    Pointer memory = Memories.of(argument);
    if (memory == null) {
      throw new AssertionError("a type refused when the library was loaded: " + argument);
    }
    return memory;
  }
}
