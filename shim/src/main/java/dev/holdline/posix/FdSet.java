package dev.holdline.posix;

import dev.holdline.posix.abi.Layout;
import jnr.ffi.Pointer;

/**
 * An fd_set of select(2), in memory of its own: FD_ZERO, FD_SET, FD_CLR and FD_ISSET. Not
 * thread-safe.
 */
public final class FdSet {
  private final Pointer bits = NativeMemory.zeroed(Layout.FD_SETSIZE / Byte.SIZE);

  private FdSet() {}

  /** Returns a set of some descriptors, each below 1024 (FD_SETSIZE). */
  public static FdSet of(int... fds) {
    FdSet set = new FdSet();
    for (int fd : fds) {
      set.set(fd);
    }
    return set;
  }

  /** Takes a descriptor into the set. */
  public void set(int fd) {
    long at = at(fd);
    bits.putByte(at, (byte) (bits.getByte(at) | bit(fd)));
  }

  /** Takes a descriptor out of the set. */
  public void clear(int fd) {
    long at = at(fd);
    bits.putByte(at, (byte) (bits.getByte(at) & ~bit(fd)));
  }

  public boolean isSet(int fd) {
    return (bits.getByte(at(fd)) & bit(fd)) != 0;
  }

  /** Takes all descriptors out of the set. */
  public void zero() {
    bits.setMemory(0, Layout.FD_SETSIZE / Byte.SIZE, (byte) 0);
  }

  /** Makes this what another set is: select overwrites what it is given. */
  public void assign(FdSet other) {
    bits.transferFrom(0, other.bits, 0, Layout.FD_SETSIZE / Byte.SIZE);
  }

  /** Returns the set; its memory lives as long as this or the pointer is reachable. */
  public Pointer pointer() {
    return bits;
  }

  private static long at(int fd) {
    if (fd < 0 || fd >= Layout.FD_SETSIZE) {
      throw new IllegalArgumentException(
          "descriptor "
              + fd
              + " has no place in an fd_set, which holds 0 to "
              + (Layout.FD_SETSIZE - 1)
              + ": use poll(2)");
    }
    return fd / Byte.SIZE;
  }

  private static int bit(int fd) {
    return 1 << fd % Byte.SIZE;
  }
}
