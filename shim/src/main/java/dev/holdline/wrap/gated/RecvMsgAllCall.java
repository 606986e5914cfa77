package dev.holdline.wrap.gated;

import dev.holdline.posix.Sockets;
import dev.holdline.wait.Divisible;
import jnr.ffi.Pointer;

/** recvmsg with MSG_WAITALL, taken in parts: see {@link MessageParts}. */
final class RecvMsgAllCall extends BoundCall implements Divisible {
  private final Pointer header;
  private final MessageParts parts;
  private long done;
  private long most = Long.MAX_VALUE;

  RecvMsgAllCall(Call call, Pointer header) {
    super(call);
    this.header = header;
    this.parts = new MessageParts(header);
    call.replace(2, call.number(2) & ~Sockets.MSG_WAITALL);
  }

  @Override
  public long length() {
    return MessageParts.length(header);
  }

  @Override
  public void resumeAt(long bytes, long leftNanos) {
    done = bytes;
  }

  @Override
  public void limit(long bytes) {
    most = bytes;
  }

  @Override
  public long call(int extraFlags) {
    parts.open(done, most);
    long taken = -1;
    try {
      taken = super.call(extraFlags);
      return taken;
    } finally {
      parts.close(done, taken > 0);
    }
  }

  @Override
  public void finish(long bytes, long leftNanos) {}
}
