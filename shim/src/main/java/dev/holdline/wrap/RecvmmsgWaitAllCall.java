package dev.holdline.wrap;

import dev.holdline.gate.Divisible;
import dev.holdline.gate.MessageVector;
import dev.holdline.posix.Sockets;
import dev.holdline.posix.abi.Layout;
import dev.holdline.wrap.codegen.Call;
import java.util.Objects;
import jnr.ffi.Pointer;

/** recvmmsg with MSG_WAITALL on a stream: one message a call, each taken in parts. */
final class RecvmmsgWaitAllCall implements MessageVector {
  private static final int VECTOR = 1;
  private static final int COUNT = 2;
  private static final int FLAGS = 3;
  private static final int TIMEOUT = 4;

  private final Call call;
  private final RecvmmsgCall whole;
  private final long count;
  private final long flags;

  /**
   * Binds a call.
   *
   * @param whole the same call, begun
   */
  RecvmmsgWaitAllCall(Call call, RecvmmsgCall whole) {
    this.call = call;
    this.whole = whole;
    this.count = RecvmmsgCall.count(call.number(COUNT));
    this.flags = call.number(FLAGS);
    call.put(TIMEOUT, (Object) null); // the kernel would look at it after each message only
  }

  @Override
  public long count() {
    return count;
  }

  @Override
  public Divisible message(long index) {
    begin(index, 1, flags & ~(Sockets.MSG_WAITALL | Sockets.MSG_WAITFORONE));
    return new Message(call, header(index));
  }

  @Override
  public void took(long index, long bytes) {
    header(index).putInt(Layout.MMSGHDR_LEN, (int) bytes);
  }

  @Override
  public long takeRest(long index) {
    begin(index, count - index, flags | Sockets.MSG_DONTWAIT);
    return call.call(0);
  }

  @Override
  public int errno() {
    return call.errno();
  }

  @Override
  public void finish(long done, long leftNanos) {
    whole.finish(done, leftNanos);
  }

  private Pointer header(long index) {
    return Objects.requireNonNull(whole.message(index), "a vector without memory");
  }

  private void begin(long index, long messages, long callFlags) {
    call.put(VECTOR, whole.after((int) index));
    call.replace(COUNT, messages);
    call.replace(FLAGS, callFlags);
  }

  /** One message of the vector, whose bytes are counted instead of the messages. */
  private static final class Message extends RecvmsgWaitAllCall {
    Message(Call call, Pointer header) {
      super(call, header);
    }

    @Override
    long bytes(long messages) {
      return messages == 0 ? 0 : Integer.toUnsignedLong(header().getInt(Layout.MMSGHDR_LEN));
    }
  }
}
