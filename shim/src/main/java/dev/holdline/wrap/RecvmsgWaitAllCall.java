package dev.holdline.wrap;

import dev.holdline.gate.Divisible;
import dev.holdline.wrap.codegen.Call;
import jnr.ffi.Pointer;

/**
 * A call that fills one message of MSG_WAITALL, taken in parts: see {@link MessageParts}. As it is,
 * recvmsg, which returns bytes.
 */
class RecvmsgWaitAllCall extends StatefulCall implements Divisible {
  private final Pointer header;
  private final MessageParts parts;
  private long done;
  private long most = Long.MAX_VALUE;

  /**
   * Binds a call, whose flags no longer have MSG_WAITALL.
   *
   * @param header the struct msghdr, or what begins with one
   */
  RecvmsgWaitAllCall(Call call, Pointer header) {
    super(call);
    this.header = header;
    this.parts = new MessageParts(header);
  }

  final Pointer header() {
    return header;
  }

  /** Returns how many bytes came with a call that did not fail. */
  long bytes(long returned) {
    return returned;
  }

  @Override
  public final long length() {
    return MessageParts.length(header);
  }

  @Override
  public final void resumeAt(long bytes, long leftNanos) {
    done = bytes;
  }

  @Override
  public final void limit(long bytes) {
    most = bytes;
  }

  @Override
  public final long call(int extraFlags) {
    parts.open(done, most);
    long bytes = -1;
    try {
      long returned = super.call(extraFlags);
      bytes = returned < 0 ? returned : bytes(returned);
      return bytes;
    } finally {
      parts.close(done, bytes > 0);
    }
  }

  @Override
  public final void finish(long bytes, long leftNanos) {}
}
