package dev.holdline.wrap;

import dev.holdline.posix.Layout;
import dev.holdline.wait.Continuable;
import jnr.ffi.Pointer;
import jnr.ffi.Struct;
import org.jspecify.annotations.Nullable;

/** recvmmsg, taken in parts until the whole vector is filled. */
final class RecvMmsgCall extends Call implements Continuable {
  private static final byte[] NO_ARRAY = {}; // a vector is not declared as one

  private final @Nullable Object vector;
  private final Pointer memory;
  private final long count;

  RecvMmsgCall(Target target, @Nullable Object[] arguments, Pointer memory) {
    super(target, arguments, 3);
    this.vector = argument(1);
    this.memory = memory;
    this.count = count(number(2));
  }

  /** Returns the memory of a vector, null for none. */
  static @Nullable Pointer memory(@Nullable Object vector) {
    return vector instanceof Struct[] structs && structs.length > 0
        ? Struct.getMemory(structs[0])
        : Memories.of(vector);
  }

  /** Returns how many messages a number stands for: it is unsigned. */
  static long count(long number) {
    return Integer.toUnsignedLong((int) number);
  }

  @Override
  public long length() {
    return RecvMsgAllCall.length(memory); // an mmsghdr begins with a msghdr
  }

  @Override
  public void resumeAt(long done) {
    if (done > 0) {
      replace(1, after((int) done));
      replace(2, count - done);
    }
  }

  private @Nullable Object after(int done) {
    return vector instanceof Struct[] structs
        ? Structs.after(structs, done, Layout.MMSGHDR_SIZE)
        : Memories.after(vector, (long) done * Layout.MMSGHDR_SIZE, NO_ARRAY);
  }

  @Override
  public void finish(long done) {}
}
