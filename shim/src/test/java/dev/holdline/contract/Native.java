package dev.holdline.contract;

import dev.holdline.posix.LibC;
import dev.holdline.posix.abi.Layout;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import jnr.ffi.LibraryLoader;
import jnr.ffi.Memory;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;
import jnr.ffi.annotations.In;
import jnr.ffi.types.size_t;
import jnr.ffi.types.ssize_t;

/** The plain C library, and memory laid out as its structs. */
final class Native {
  /**
   * The memory of the last calls. JNR-FFI hands on an address only, and the garbage collector frees
   * memory that is an argument and nothing else, while the kernel still writes to it.
   */
  private static final AtomicReferenceArray<Pointer> KEPT = new AtomicReferenceArray<>(1 << 14);

  private static final AtomicInteger NEXT = new AtomicInteger();

  /** The plain calls, with a few that {@link LibC} leaves out. */
  public interface Plain extends LibC {
    @ssize_t
    long pwrite(int fd, @In byte[] buf, @size_t long count, long offset);
  }

  static final Plain LIBC = LibraryLoader.create(Plain.class).load("c");

  private static final long NANOS = 1_000_000_000L;

  private Native() {}

  static Pointer memory(int size) {
    Pointer memory = Memory.allocateDirect(Runtime.getSystemRuntime(), Math.max(1, size), true);
    KEPT.set(NEXT.getAndIncrement() & (KEPT.length() - 1), memory);
    return memory;
  }

  static Pointer memory(byte[] bytes) {
    Pointer memory = memory(bytes.length);
    memory.put(0, bytes, 0, bytes.length);
    return memory;
  }

  static byte[] bytes(Pointer memory, int count) {
    byte[] bytes = new byte[count];
    memory.get(0, bytes, 0, count);
    return bytes;
  }

  static Pointer timeval(long nanos) {
    Pointer timeval = memory(Layout.TIMEVAL_SIZE);
    timeval.putLong(Layout.TIMEVAL_SEC, nanos / NANOS);
    timeval.putLong(Layout.TIMEVAL_USEC, nanos % NANOS / 1000);
    return timeval;
  }

  static long nanosOfTimeval(Pointer timeval) {
    return timeval.getLong(Layout.TIMEVAL_SEC) * NANOS
        + timeval.getLong(Layout.TIMEVAL_USEC) * 1000;
  }

  static Pointer timespec(long nanos) {
    Pointer timespec = memory(Layout.TIMESPEC_SIZE);
    timespec.putLong(Layout.TIMESPEC_SEC, nanos / NANOS);
    timespec.putLong(Layout.TIMESPEC_NSEC, nanos % NANOS);
    return timespec;
  }

  /** A vector of the parts of one buffer, cut at the given lengths. */
  static Pointer iovec(Pointer buffer, int... lengths) {
    Pointer vector = memory(lengths.length * Layout.IOVEC_SIZE);
    long offset = 0;
    for (int i = 0; i < lengths.length; i++) {
      long at = (long) i * Layout.IOVEC_SIZE;
      vector.putPointer(at + Layout.IOVEC_BASE, buffer.slice(offset));
      vector.putLong(at + Layout.IOVEC_LEN, lengths[i]);
      offset += lengths[i];
    }
    return vector;
  }

  static Pointer msghdr(Pointer vector, int count) {
    Pointer header = memory(Layout.MSGHDR_SIZE);
    header.putPointer(Layout.MSGHDR_IOV, vector);
    header.putLong(Layout.MSGHDR_IOVLEN, count);
    return header;
  }

  /** A vector for recvmmsg, one buffer of {@code length} for each message. */
  static Pointer mmsghdr(Pointer buffer, int messages, int length) {
    Pointer vector = memory(messages * Layout.MMSGHDR_SIZE);
    for (int i = 0; i < messages; i++) {
      long at = (long) i * Layout.MMSGHDR_SIZE;
      Pointer part = iovec(buffer.slice((long) i * length), length);
      vector.putPointer(at + Layout.MSGHDR_IOV, part);
      vector.putLong(at + Layout.MSGHDR_IOVLEN, 1);
    }
    return vector;
  }
}
