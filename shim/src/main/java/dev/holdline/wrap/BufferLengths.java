package dev.holdline.wrap;

import dev.holdline.gate.Gate;
import dev.holdline.wrap.codegen.Call;
import dev.holdline.wrap.codegen.LengthCheck;
import java.nio.ByteBuffer;
import java.util.Set;
import jnr.ffi.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * Refuses calls of one function whose length is more than its buffer has: JNR-FFI hands both on,
 * and the kernel writes over what lies behind, or sends it. Thread-safe.
 */
final class BufferLengths implements LengthCheck {
  private static final Set<String> READS = Set.of("recv", "recvfrom", "read");
  private static final Set<String> WRITES = Set.of("send", "sendto", "write");
  private static final Set<String> REFUSING = Set.of("read", "write"); // a negative length

  private static final int BUFFER = 1; // their parameters are in the same places
  private static final int LENGTH = 2;
  private static final int FLAGS = 3;

  private final String function;
  private final Gate gate;

  BufferLengths(String function, Gate gate) {
    this.function = function;
    this.gate = gate;
  }

  /** Returns whether a function has one buffer and, beside it, its length. */
  static boolean concern(String function) {
    return READS.contains(function) || WRITES.contains(function);
  }

  /** Checks a call that passes the gate. */
  void check(Call call) {
    long length = call.number(LENGTH);
    Object buffer = call.object(BUFFER);
    if (exceeds(length, buffer) && !discards(call)) {
      throw refused(length, buffer);
    }
  }

  /** Checks a call that goes straight through. */
  @Override
  public void check(@Nullable Object buffer, long length) {
    if (exceeds(length, buffer)) {
      throw refused(length, buffer);
    }
  }

  /**
   * A length is without sign in C; the kernel refuses a negative one itself, or takes it for 2 GB.
   */
  private boolean exceeds(long length, @Nullable Object buffer) {
    long room = room(buffer);
    return length > room || (length < 0 && room < Long.MAX_VALUE && !REFUSING.contains(function));
  }

  /** With MSG_TRUNC a stream's bytes are thrown away, not written: see tcp(7). */
  private boolean discards(Call call) {
    return READS.contains(function)
        && !function.equals("read")
        && gate.discards((int) call.number(0), (int) call.number(FLAGS));
  }

  /** Returns how many bytes a buffer has, {@link Long#MAX_VALUE} when that is not known. */
  private static long room(@Nullable Object buffer) {
    if (buffer instanceof byte[] bytes) {
      return bytes.length;
    }
    if (buffer instanceof ByteBuffer bytes) {
      return bytes.remaining();
    }
    if (buffer instanceof Pointer memory) {
      long size = memory.size();
      return size > 0 ? size : Long.MAX_VALUE; // some say 0 and mean that they do not know
    }
    if (buffer instanceof short[] shorts) {
      return (long) shorts.length * Short.BYTES;
    }
    if (buffer instanceof int[] ints) {
      return (long) ints.length * Integer.BYTES;
    }
    return buffer instanceof long[] longs ? (long) longs.length * Long.BYTES : Long.MAX_VALUE;
  }

  private IllegalArgumentException refused(long length, @Nullable Object buffer) {
    return new IllegalArgumentException(
        function
            + " of "
            + length
            + (READS.contains(function) ? " bytes into " : " bytes from ")
            + described(buffer)
            + ": pass at most its size as the length; JNR-FFI would run over its end, and does with"
            + " holdline.checkLengths=false");
  }

  private static String described(@Nullable Object buffer) {
    if (buffer instanceof byte[] bytes) {
      return "byte[" + bytes.length + "]";
    }
    if (buffer instanceof ByteBuffer bytes) {
      return "a ByteBuffer with " + bytes.remaining() + " remaining";
    }
    return (buffer instanceof Pointer ? "memory of " : "an array of ") + room(buffer) + " bytes";
  }
}
