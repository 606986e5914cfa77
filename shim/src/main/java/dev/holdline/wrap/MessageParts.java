package dev.holdline.wrap;

import dev.holdline.posix.Sockets;
import dev.holdline.posix.abi.Layout;
import jnr.ffi.Memory;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;

/**
 * A caller's struct msghdr that is filled in parts. For each part its vector is replaced by what is
 * still missing, and put back right after the call; so the caller finds in it what one call would
 * have left: the address that came with the first part, and the control data of whichever part had
 * some. Not thread-safe.
 */
final class MessageParts {
  private final Pointer header;
  private final long vector;
  private final int count;
  private final long controlRoom;
  private final Pointer missing;
  private final boolean refused; // by the kernel, which is to see it as it is

  // Of the caller's header while a part after the first is taken.
  private long name;
  private int nameLength;
  private long controlLength;
  private int flags;

  MessageParts(Pointer header) {
    this.header = header;
    this.vector = header.getLong(Layout.MSGHDR_IOV);
    this.count = (int) header.getLong(Layout.MSGHDR_IOVLEN);
    this.controlRoom = header.getLong(Layout.MSGHDR_CONTROLLEN);
    this.refused = length(header) < 0;
    int entries = refused ? 0 : count;
    this.missing =
        Memory.allocateDirect(
            Runtime.getSystemRuntime(), Math.max(1, entries) * Layout.IOVEC_SIZE, true);
  }

  /** Returns how many bytes the vector of a msghdr has room for, -1 when the kernel refuses it. */
  static long length(Pointer header) {
    Pointer vector = header.getPointer(Layout.MSGHDR_IOV);
    long count = header.getLong(Layout.MSGHDR_IOVLEN);
    if (vector == null) {
      return count == 0 ? 0 : -1;
    }
    return ArgumentMemory.lengthOfVector(vector, count);
  }

  /** Makes the next call fill at most so many bytes, behind those that are there. */
  void open(long done, long most) {
    if (refused) {
      return;
    }
    divide(done, most);
    header.putLong(Layout.MSGHDR_IOV, missing.address());
    if (done > 0) {
      name = header.getLong(Layout.MSGHDR_NAME);
      nameLength = header.getInt(Layout.MSGHDR_NAMELEN);
      controlLength = header.getLong(Layout.MSGHDR_CONTROLLEN);
      flags = header.getInt(Layout.MSGHDR_FLAGS);
      header.putLong(Layout.MSGHDR_NAME, 0);
      header.putLong(Layout.MSGHDR_CONTROLLEN, controlRoom);
    }
  }

  /** Puts back what {@link #open} replaced. */
  void close(long done, boolean brought) {
    if (refused) {
      return;
    }
    header.putLong(Layout.MSGHDR_IOV, vector);
    if (done == 0) {
      return;
    }
    header.putLong(Layout.MSGHDR_NAME, name);
    header.putInt(Layout.MSGHDR_NAMELEN, nameLength);
    if (!brought || header.getLong(Layout.MSGHDR_CONTROLLEN) == 0) {
      header.putLong(Layout.MSGHDR_CONTROLLEN, controlLength);
    }
    header.putInt(
        Layout.MSGHDR_FLAGS,
        brought ? header.getInt(Layout.MSGHDR_FLAGS) | (flags & Sockets.MSG_CTRUNC) : flags);
  }

  /** Describes the part of the vector behind its first bytes; entries may be empty. */
  private void divide(long done, long most) {
    Pointer from =
        Pointer.wrap(Runtime.getSystemRuntime(), vector, (long) count * Layout.IOVEC_SIZE);
    long skip = done;
    long left = most;
    for (long at = 0; at < (long) count * Layout.IOVEC_SIZE; at += Layout.IOVEC_SIZE) {
      long length = from.getLong(at + Layout.IOVEC_LEN);
      long skipped = Math.min(skip, length);
      long taken = Math.min(length - skipped, left);
      skip -= skipped;
      left -= taken;
      missing.putLong(at + Layout.IOVEC_BASE, from.getLong(at + Layout.IOVEC_BASE) + skipped);
      missing.putLong(at + Layout.IOVEC_LEN, taken);
    }
  }
}
