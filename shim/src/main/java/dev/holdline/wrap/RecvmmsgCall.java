package dev.holdline.wrap;

import dev.holdline.gate.Continuable;
import dev.holdline.gate.Gate;
import dev.holdline.posix.Sockets;
import dev.holdline.posix.abi.Layout;
import dev.holdline.wrap.codegen.Call;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import jnr.ffi.Pointer;
import jnr.ffi.Struct;
import org.jspecify.annotations.Nullable;

/**
 * recvmmsg, taken in parts until the whole vector is filled, or with MSG_WAITFORONE in one. The
 * kernel looks at the timeout after each message only, and then writes the time left. Here, each
 * part gets a timeout of its own, and the caller's is written when the last message has come.
 */
final class RecvmmsgCall extends StatefulCall implements Continuable {
  private static final int TIMEOUT = 4;
  private static final byte[] NO_ARRAY = {}; // a vector is not declared as one

  private @Nullable Object vector;
  private @Nullable Pointer memory;
  private long count;
  private @Nullable Object timeout;
  private Supplier<Object> ownTimeout = Object::new;
  private boolean writesTimeout;
  private LongSupplier clock = () -> 0;
  private long over = Gate.FOR_EVER;
  private long done;
  private boolean urgent;

  RecvmmsgCall(Call call) {
    super(call);
  }

  /**
   * Begins with another call.
   *
   * @param referred what the vector refers to
   * @param maker makes timeouts for the parts
   * @param itsClock nanoseconds by which the time left is told
   */
  void begin(
      DeclaredFunction declared, Pointer referred, Supplier<Object> maker, LongSupplier itsClock) {
    clock = itsClock;
    vector = arguments().object(1);
    memory = referred;
    count = count(arguments().number(2));
    timeout = arguments().object(TIMEOUT);
    ownTimeout = maker;
    writesTimeout = timeout != null && declared.writes(TIMEOUT, timeout);
    over = Gate.FOR_EVER;
  }

  @Override
  protected void end() {
    vector = null;
    memory = null;
    timeout = null;
  }

  /** Returns the memory of a vector, null for none. */
  static @Nullable Pointer memory(@Nullable Object vector) {
    return vector instanceof Struct[] structs && structs.length > 0
        ? Struct.getMemory(structs[0])
        : ArgumentMemory.of(vector);
  }

  /** Returns how many messages a number stands for: it is unsigned. */
  static long count(long number) {
    return Integer.toUnsignedLong((int) number);
  }

  @Override
  public long length() {
    return memory == null ? 0 : MessageParts.length(memory); // an mmsghdr begins with a msghdr
  }

  @Override
  public void resumeAt(long messages, long leftNanos) {
    over = Gate.after(clock.getAsLong(), leftNanos);
    done = messages;
    if (messages > 0) {
      arguments().put(1, after((int) messages));
      arguments().replace(2, count - messages);
    }
  }

  /** Returns the vector from a message on. */
  @Nullable Object after(int messages) {
    return vector instanceof Struct[] structs
        ? Structs.after(structs, messages, Layout.MMSGHDR_SIZE)
        : ArgumentMemory.after(vector, (long) messages * Layout.MMSGHDR_SIZE, NO_ARRAY);
  }

  /** Returns the memory of one message. */
  @Nullable Pointer message(long index) {
    if (vector instanceof Struct[] structs) {
      return Struct.getMemory(structs[(int) index]); // that of the first ends with it
    }
    return memory == null ? null : memory.slice(index * Layout.MMSGHDR_SIZE);
  }

  @Override
  public long call(int extraFlags) {
    long taken = super.call(extraFlags);
    urgent = taken > 0 && (flagsOf(done + taken - 1) & Sockets.MSG_OOB) != 0;
    return taken;
  }

  private int flagsOf(long index) {
    if (vector instanceof Struct[] structs) {
      return Struct.getMemory(structs[(int) index]).getInt(Layout.MSGHDR_FLAGS);
    }
    Pointer all = memory;
    return all == null ? 0 : all.getInt(index * Layout.MMSGHDR_SIZE + Layout.MSGHDR_FLAGS);
  }

  /** The kernel returns right away with an urgent byte, however many messages were asked for. */
  @Override
  public boolean endsHere() {
    return urgent;
  }

  @Override
  void prepare() {
    if (over != Gate.FOR_EVER) {
      Object left = ownTimeout.get();
      Timeouts.putTimespec(left, Math.max(0, over - clock.getAsLong()));
      arguments().put(TIMEOUT, left);
    }
  }

  @Override
  public void finish(long messages, long leftNanos) {
    if (messages > 0 && timeout != null && writesTimeout && leftNanos != Gate.FOR_EVER) {
      Timeouts.putTimespec(timeout, Math.max(0, leftNanos));
    }
  }
}
