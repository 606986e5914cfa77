package dev.holdline.wrap;

import dev.holdline.gate.Outgoing;
import dev.holdline.posix.abi.Layout;
import dev.holdline.wrap.codegen.Call;
import jnr.ffi.Pointer;
import org.jspecify.annotations.Nullable;

/** writev or sendmsg: several buffers. */
final class WriteVectorCall extends StatefulCall implements Outgoing {
  private final @Nullable Pointer vector;
  private final long count;

  private WriteVectorCall(Call call, @Nullable Pointer vector, long count) {
    super(call);
    this.vector = vector;
    this.count = count;
  }

  static WriteVectorCall writev(Call call) {
    return new WriteVectorCall(call, ArgumentMemory.of(call.object(1)), call.number(2));
  }

  static WriteVectorCall sendmsg(Call call) {
    Pointer header = ArgumentMemory.of(call.object(1));
    Pointer vector = header == null ? null : header.getPointer(Layout.MSGHDR_IOV);
    long count = header == null ? 0 : header.getLong(Layout.MSGHDR_IOVLEN);
    return new WriteVectorCall(call, vector, count);
  }

  @Override
  public long length() {
    if (vector == null) {
      return -1;
    }
    long length = 0;
    for (long i = 0; i < count; i++) {
      length += vector.getLong(i * Layout.IOVEC_SIZE + Layout.IOVEC_LEN);
    }
    return length;
  }

  @Override
  public void copy(long done, Pointer target, int bytes) {
    long skip = done;
    int copied = 0;
    for (long i = 0; vector != null && i < count && copied < bytes; i++) {
      long at = i * Layout.IOVEC_SIZE;
      long length = vector.getLong(at + Layout.IOVEC_LEN);
      long part = Math.min(Math.max(0, length - skip), bytes - copied);
      if (part > 0) {
        Pointer base = vector.getPointer(at + Layout.IOVEC_BASE);
        base.transferTo(skip, target, copied, part);
        copied += (int) part;
      }
      skip = Math.max(0, skip - length);
    }
  }
}
