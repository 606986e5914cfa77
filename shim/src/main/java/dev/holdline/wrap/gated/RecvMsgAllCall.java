package dev.holdline.wrap.gated;

import dev.holdline.posix.Sockets;
import dev.holdline.posix.abi.Layout;
import dev.holdline.wait.Continuable;
import jnr.ffi.Memory;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;
import org.jspecify.annotations.Nullable;

/**
 * recvmsg with MSG_WAITALL, taken in parts. The first part uses the caller's own msghdr; those
 * after it use a copy whose vector begins where the part before ended, without address and control
 * data.
 */
final class RecvMsgAllCall extends BoundCall implements Continuable {
  private final Pointer header;
  private final Runtime runtime = Runtime.getSystemRuntime();

  @SuppressWarnings("UnusedVariable") // the msghdr has only its address
  private @Nullable Pointer kept;

  RecvMsgAllCall(Call call, Pointer header) {
    super(call);
    this.header = header;
    call.replace(2, call.number(2) & ~Sockets.MSG_WAITALL);
  }

  /** Returns how many bytes the vector of a msghdr has room for, -1 when the kernel refuses it. */
  static long length(Pointer header) {
    Pointer vector = header.getPointer(Layout.MSGHDR_IOV);
    long count = header.getLong(Layout.MSGHDR_IOVLEN);
    if (vector == null) {
      return count == 0 ? 0 : -1;
    }
    return Memories.lengthOfVector(vector, count);
  }

  @Override
  public long length() {
    return length(header);
  }

  @Override
  public void resumeAt(long done, long leftNanos) {
    if (done == 0) {
      return;
    }
    Pointer from = header.getPointer(Layout.MSGHDR_IOV);
    long count = header.getLong(Layout.MSGHDR_IOVLEN);
    Pointer vector = Memory.allocateDirect(runtime, (int) count * Layout.IOVEC_SIZE, true);
    long skip = done;
    for (long at = 0; at < count * Layout.IOVEC_SIZE; at += Layout.IOVEC_SIZE) {
      long length = from.getLong(at + Layout.IOVEC_LEN);
      long skipped = Math.min(skip, length);
      skip -= skipped;
      vector.putLong(at + Layout.IOVEC_BASE, from.getLong(at + Layout.IOVEC_BASE) + skipped);
      vector.putLong(at + Layout.IOVEC_LEN, length - skipped);
    }
    Pointer rest = Memory.allocateDirect(runtime, Layout.MSGHDR_SIZE, true);
    rest.putPointer(Layout.MSGHDR_IOV, vector);
    kept = vector;
    rest.putLong(Layout.MSGHDR_IOVLEN, count);
    arguments().put(1, rest);
  }

  @Override
  public void finish(long done, long leftNanos) {}
}
