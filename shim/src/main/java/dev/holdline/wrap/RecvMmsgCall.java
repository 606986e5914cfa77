package dev.holdline.wrap;

import dev.holdline.posix.Layout;
import dev.holdline.wait.Continuable;
import jnr.ffi.Pointer;

/** recvmmsg, taken in parts until the whole vector is filled. */
final class RecvMmsgCall extends Call implements Continuable {
  private final Pointer vector;
  private final long count;

  RecvMmsgCall(Target target, Object[] arguments, Pointer vector) {
    super(target, arguments, 3);
    this.vector = vector;
    this.count = number(2);
  }

  @Override
  public long length() {
    return RecvMsgAllCall.length(vector); // an mmsghdr begins with a msghdr
  }

  @Override
  public void resumeAt(long done) {
    if (done > 0) {
      replace(1, vector.slice(done * Layout.MMSGHDR_SIZE));
      replace(2, count - done);
    }
  }

  @Override
  public void finish(long done) {}
}
