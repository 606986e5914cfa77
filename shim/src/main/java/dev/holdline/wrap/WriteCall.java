package dev.holdline.wrap;

import dev.holdline.wait.Outgoing;
import jnr.ffi.Pointer;
import org.jspecify.annotations.Nullable;

/** send, sendto or write: one buffer and its length. */
final class WriteCall extends Call implements Outgoing {
  private final @Nullable Pointer buffer;

  WriteCall(Target target, @Nullable Object[] arguments, int flagsAt) {
    super(target, arguments, flagsAt);
    this.buffer = Memories.of(argument(1));
  }

  @Override
  public long length() {
    return buffer == null ? -1 : number(2);
  }

  @Override
  public void copy(long done, Pointer target, int count) {
    if (buffer != null) {
      buffer.transferTo(done, target, 0, count);
    }
  }
}
