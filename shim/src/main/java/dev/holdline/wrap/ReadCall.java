package dev.holdline.wrap;

import dev.holdline.gate.Gate;
import dev.holdline.gate.Suspended;
import dev.holdline.posix.kernel.ReadBuffer;
import dev.holdline.posix.kernel.Spares;
import dev.holdline.posix.kernel.VectorPart;
import dev.holdline.wrap.codegen.Call;
import java.nio.ByteBuffer;
import jnr.ffi.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * read or readv, which cannot be told not to wait: where its buffers can be reached, another
 * function that can fills them, see {@link Gate#readNow}. Used again by later calls.
 */
final class ReadCall extends StatefulCall {
  /** In place of a vector: read, with one buffer. */
  static final long NO_VECTOR = 0;

  /** In place of a vector: one of memory that is not native. */
  static final long UNREACHABLE = -1;

  private static final Spares<ReadBuffer> BUFFERS = new Spares<>(ReadBuffer::new);
  private static final int LONGEST_STAGE = 1 << 20; // bytes; more is not worth a copy

  private final Gate gate;
  private boolean copiedBack; // an array of the caller's
  private long vector = NO_VECTOR; // of readv
  private int errno;

  ReadCall(Call call, Gate gate) {
    super(call);
    this.gate = gate;
  }

  /**
   * Begins with another call.
   *
   * @param isCopiedBack whether what is read into an array reaches the caller
   * @param iovec the address of the caller's vector, {@link #UNREACHABLE} or {@link #NO_VECTOR}
   */
  void begin(boolean isCopiedBack, long iovec) {
    copiedBack = isCopiedBack;
    vector = iovec;
  }

  @Override
  public boolean canReadNow() {
    return vector == NO_VECTOR
        ? isReachable(arguments().object(1), arguments().number(2))
        : vector != UNREACHABLE;
  }

  private boolean isReachable(@Nullable Object buffer, long length) {
    if (buffer instanceof Pointer pointer) {
      return pointer.isDirect() && pointer.address() != 0 && length >= 0;
    }
    if (length < 0 || !copiedBack) {
      return false;
    }
    if (buffer instanceof byte[] bytes) {
      return length <= Math.min(bytes.length, LONGEST_STAGE);
    }
    return buffer instanceof ByteBuffer bytes
        && bytes.hasArray()
        && length <= Math.min(bytes.remaining(), LONGEST_STAGE);
  }

  @Override
  public long call(int extraFlags) {
    if (extraFlags == 0) {
      long returned = arguments().call(0);
      errno = returned < 0 ? arguments().errno() : 0;
      return returned;
    }
    return returned(take((int) arguments().number(0)));
  }

  @Override
  public long callFor(long bytes) {
    Call call = arguments();
    if (vector == NO_VECTOR) {
      long length = call.number(2);
      call.replace(2, bytes);
      long returned = call(0);
      call.replace(2, length);
      return returned;
    }
    Pointer whole = ArgumentMemory.of(call.object(1));
    return whole == null
        ? call(0)
        : returned(gate.readv((int) call.number(0), VectorPart.of(whole, bytes)));
  }

  private long returned(long taken) {
    errno = taken < 0 ? (int) -taken : 0;
    return taken < 0 ? -1 : taken;
  }

  private long take(int fd) {
    if (vector != NO_VECTOR) {
      return gate.readNow(fd, vector, (int) arguments().number(2));
    }
    ReadBuffer buffer = BUFFERS.borrow();
    long taken = take(fd, buffer, arguments().object(1), arguments().number(2));
    BUFFERS.giveBack(buffer);
    return taken;
  }

  private long take(int fd, ReadBuffer buffer, @Nullable Object target, long length) {
    if (target instanceof Pointer pointer) {
      buffer.intoMemory(pointer.address(), length);
      return gate.readNow(fd, buffer);
    }
    buffer.intoStage((int) length);
    long taken = gate.readNow(fd, buffer);
    if (taken > 0 && target instanceof byte[] bytes) {
      buffer.copy(bytes, 0, (int) taken);
    } else if (taken > 0 && target instanceof ByteBuffer bytes) {
      buffer.copy(bytes.array(), bytes.arrayOffset() + bytes.position(), (int) taken);
    }
    return taken;
  }

  @Override
  public int errno() {
    return errno;
  }

  @Override
  public boolean suspends() {
    return true;
  }

  @Override
  public void suspend(Suspended call) {
    arguments().suspend(call);
  }

  @Override
  protected void end() {
    vector = NO_VECTOR;
  }
}
