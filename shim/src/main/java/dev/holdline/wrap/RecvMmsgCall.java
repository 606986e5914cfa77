package dev.holdline.wrap;

import dev.holdline.posix.Layout;
import dev.holdline.wait.Continuable;
import dev.holdline.wait.Deadline;
import java.util.function.Supplier;
import jnr.ffi.Pointer;
import jnr.ffi.Struct;
import org.jspecify.annotations.Nullable;

/**
 * recvmmsg, taken in parts until the whole vector is filled, or with MSG_WAITFORONE in one. The
 * kernel looks at the timeout after each message only, and then writes the time left. Here, each
 * part gets a timeout of its own, and the caller's is written when the last message has come.
 */
final class RecvMmsgCall extends BoundCall implements Continuable {
  private static final int TIMEOUT = 4;
  private static final byte[] NO_ARRAY = {}; // a vector is not declared as one

  private final @Nullable Object vector;
  private final Pointer memory;
  private final long count;
  private final @Nullable Object timeout;
  private final Supplier<Object> ownTimeout;
  private final boolean writesTimeout;
  private long over = Deadline.NONE;

  /**
   * Binds a call.
   *
   * @param memory what the vector refers to
   * @param ownTimeout makes timeouts for the parts
   */
  RecvMmsgCall(Target target, Call call, Pointer memory, Supplier<Object> ownTimeout) {
    super(call);
    this.timeout = call.object(TIMEOUT);
    this.ownTimeout = ownTimeout;
    this.writesTimeout = timeout != null && target.writes(TIMEOUT, timeout);
    this.vector = call.object(1);
    this.memory = memory;
    this.count = count(call.number(2));
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
  public void resumeAt(long done, long leftNanos) {
    over = Deadline.after(System.nanoTime(), leftNanos);
    if (done > 0) {
      arguments().put(1, after((int) done));
      arguments().replace(2, count - done);
    }
  }

  private @Nullable Object after(int done) {
    return vector instanceof Struct[] structs
        ? Structs.after(structs, done, Layout.MMSGHDR_SIZE)
        : Memories.after(vector, (long) done * Layout.MMSGHDR_SIZE, NO_ARRAY);
  }

  @Override
  void prepare() {
    if (over != Deadline.NONE) {
      Object left = ownTimeout.get();
      Timeouts.putTimespec(left, Math.max(0, over - System.nanoTime()));
      arguments().put(TIMEOUT, left);
    }
  }

  @Override
  public void finish(long done, long leftNanos) {
    if (done > 0 && timeout != null && writesTimeout && leftNanos != Deadline.NONE) {
      Timeouts.putTimespec(timeout, Math.max(0, leftNanos));
    }
  }
}
