package dev.holdline.wrap;

import dev.holdline.gate.Outgoing;
import dev.holdline.wrap.codegen.Call;
import jnr.ffi.Pointer;

/** send, sendto or write: one buffer and its length. */
final class WriteCall extends StatefulCall implements Outgoing {

  WriteCall(Call call) {
    super(call);
  }

  @Override
  public long length() {
    return ArgumentMemory.isReachable(arguments().object(1)) ? arguments().number(2) : -1;
  }

  @Override
  public void copy(long done, Pointer target, int count) {
    Pointer buffer = ArgumentMemory.of(arguments().object(1));
    if (buffer != null) {
      buffer.transferTo(done, target, 0, count);
    }
  }
}
