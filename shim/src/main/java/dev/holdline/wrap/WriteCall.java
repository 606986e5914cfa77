package dev.holdline.wrap;

import dev.holdline.wait.Outgoing;
import jnr.ffi.Pointer;
import org.jspecify.annotations.Nullable;

/** send, sendto or write: one buffer and its length. */
final class WriteCall extends BoundCall implements Outgoing {
  private final @Nullable Pointer buffer;

  WriteCall(Call call) {
    super(call);
    this.buffer = Memories.of(call.object(1));
  }

  @Override
  public long length() {
    return buffer == null ? -1 : arguments().number(2);
  }

  @Override
  public void copy(long done, Pointer target, int count) {
    if (buffer != null) {
      buffer.transferTo(done, target, 0, count);
    }
  }
}
