package dev.holdline.posix.kernel;

import dev.holdline.posix.abi.Layout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;

/**
 * A block of native memory for the structs of system calls. A direct buffer, because JNR's own
 * pointers reach memory through one native call for each access. Not thread-safe; freed by the
 * garbage collector.
 */
public final class NativeBlock {
  private static final long NANOS = 1_000_000_000L;

  private final ByteBuffer buffer;
  private final Pointer pointer;
  private final long address;

  private NativeBlock(int size) {
    buffer = ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder());
    pointer = Pointer.wrap(Runtime.getSystemRuntime(), buffer);
    address = pointer.address();
  }

  /** Returns a block of zeros, of at least one byte. */
  public static NativeBlock allocate(int size) {
    return new NativeBlock(Math.max(1, size));
  }

  long address() {
    return address;
  }

  /** Returns the block as JNR-FFI knows memory. */
  public Pointer pointer() {
    return pointer;
  }

  public int size() {
    return buffer.capacity();
  }

  byte getByte(int offset) {
    return buffer.get(offset);
  }

  public short getShort(int offset) {
    return buffer.getShort(offset);
  }

  public int getInt(int offset) {
    return buffer.getInt(offset);
  }

  public long getLong(int offset) {
    return buffer.getLong(offset);
  }

  /** Copies bytes to an array. */
  void get(int offset, byte[] target, int at, int count) {
    buffer.get(offset, target, at, count);
  }

  void putInt(int offset, int value) {
    buffer.putInt(offset, value);
  }

  void putLong(int offset, long value) {
    buffer.putLong(offset, value);
  }

  /** Writes a struct pollfd, with no bit reported. */
  void putPollfd(int offset, int fd, int events) {
    buffer.putInt(offset + Layout.POLLFD_FD, fd);
    buffer.putShort(offset + Layout.POLLFD_EVENTS, (short) events);
    buffer.putShort(offset + Layout.POLLFD_REVENTS, (short) 0);
  }

  /** Returns what was reported in a struct pollfd. */
  int revents(int offset) {
    return buffer.getShort(offset + Layout.POLLFD_REVENTS) & 0xFFFF;
  }

  /** Writes a struct timespec. */
  void putTimespec(int offset, long nanos) {
    buffer.putLong(offset + Layout.TIMESPEC_SEC, nanos / NANOS);
    buffer.putLong(offset + Layout.TIMESPEC_NSEC, nanos % NANOS);
  }
}
