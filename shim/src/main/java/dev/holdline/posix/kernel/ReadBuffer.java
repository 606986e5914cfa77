package dev.holdline.posix.kernel;

import dev.holdline.posix.abi.Layout;
import java.lang.ref.Reference;

/**
 * Where one read puts its bytes, as a struct iovec: native memory of the caller's, or for an array
 * memory of its own, from which they are copied. Not thread-safe.
 */
public final class ReadBuffer {
  private static final int STAGE = Layout.IOVEC_SIZE;
  private static final int USUAL = 4096;

  private NativeBlock block = NativeBlock.allocate(STAGE + USUAL);

  /** Makes one with room for a few KiB of its own. */
  public ReadBuffer() {}

  /** Reads into native memory. */
  public void intoMemory(long address, long length) {
    block.putLong(Layout.IOVEC_BASE, address);
    block.putLong(Layout.IOVEC_LEN, length);
  }

  /** Reads into memory of its own, to be {@link #copy copied} afterwards. */
  public void intoStage(int length) {
    if (block.size() < STAGE + length) {
      block = NativeBlock.allocate(STAGE + length);
    }
    intoMemory(block.address() + STAGE, length);
  }

  /** Copies what was read to an array. */
  public void copy(byte[] target, int offset, int count) {
    block.get(STAGE, target, offset, count);
  }

  /**
   * Reads, and never waits.
   *
   * @param socket whether the descriptor is a socket's
   * @return as {@link Syscalls#readNow}
   */
  public long read(Syscalls syscalls, int fd, boolean socket) {
    try {
      return syscalls.readNow(fd, socket, block.address(), 1);
    } finally {
      Reference.reachabilityFence(this);
    }
  }
}
