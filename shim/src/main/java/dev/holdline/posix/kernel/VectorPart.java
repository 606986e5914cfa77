package dev.holdline.posix.kernel;

import dev.holdline.posix.abi.Layout;
import java.lang.ref.Reference;
import jnr.ffi.Pointer;

/** The first bytes of somebody's struct iovec array, as an array of its own. */
public final class VectorPart {
  private final NativeBlock block;
  private final int count;

  private VectorPart(NativeBlock block, int count) {
    this.block = block;
    this.count = count;
  }

  /**
   * Takes the part.
   *
   * @param vector structs iovec that have room for at least {@code bytes}
   * @param bytes greater than 0
   */
  public static VectorPart of(Pointer vector, long bytes) {
    int count = 0;
    for (long room = 0; room < bytes; count++) {
      room += length(vector, count);
    }
    NativeBlock block = NativeBlock.allocate(count * Layout.IOVEC_SIZE);
    long left = bytes;
    for (int i = 0; i < count; i++) {
      int at = i * Layout.IOVEC_SIZE;
      block.putLong(at + Layout.IOVEC_BASE, vector.getLong(at + Layout.IOVEC_BASE));
      block.putLong(at + Layout.IOVEC_LEN, Math.min(left, length(vector, i)));
      left -= length(vector, i);
    }
    return new VectorPart(block, count);
  }

  private static long length(Pointer vector, int index) {
    return vector.getLong((long) index * Layout.IOVEC_SIZE + Layout.IOVEC_LEN);
  }

  /** Reads into it with readv(2). Returns the number of bytes or {@code -errno}. */
  public long read(Syscalls syscalls, int fd) {
    try {
      return syscalls.readv(fd, block.address(), count);
    } finally {
      Reference.reachabilityFence(block); // the call knows only its address
    }
  }
}
