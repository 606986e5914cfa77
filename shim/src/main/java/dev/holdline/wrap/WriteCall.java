package dev.holdline.wrap;

import dev.holdline.wait.Outgoing;
import dev.holdline.wrap.codegen.Call;
import jnr.ffi.Pointer;

/** send, sendto or write: one buffer and its length. */
final class WriteCall extends BoundCall implements Outgoing {

  WriteCall(Call call) {
    super(call);
  }

  @Override
  public long length() {
    return Memories.isReachable(arguments().object(1)) ? arguments().number(2) : -1;
  }

  @Override
  public void copy(long done, Pointer target, int count) {
    Pointer buffer = Memories.of(arguments().object(1));
    if (buffer != null) {
      buffer.transferTo(done, target, 0, count);
    }
  }
}
