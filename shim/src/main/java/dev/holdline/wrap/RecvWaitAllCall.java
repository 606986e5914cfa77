package dev.holdline.wrap;

import dev.holdline.gate.Divisible;
import dev.holdline.posix.Sockets;
import dev.holdline.wrap.codegen.Call;
import org.jspecify.annotations.Nullable;

/**
 * recv or recvfrom with MSG_WAITALL, taken in parts. The first part goes to the caller's own
 * buffer; those after it go behind it, for an array through a temporary one.
 */
final class RecvWaitAllCall extends StatefulCall implements Divisible {
  private static final int LONGEST_TEMPORARY = 1 << 18; // bytes
  private static final byte[] NONE = {};
  private static final int BUFFER = 1;
  private static final int LENGTH = 2;
  private static final int FLAGS = 3;
  private static final int ADDRESS = 4; // of recvfrom

  private final boolean hasAddress;
  private final boolean discards;
  private final @Nullable Object buffer;
  private final long length;
  private byte[] temporary = NONE;
  private long done;
  private long most = Long.MAX_VALUE;

  /**
   * Binds a call.
   *
   * @param hasAddress whether it is recvfrom
   * @param discards whether the kernel throws the bytes away, however long the buffer is
   */
  RecvWaitAllCall(Call call, boolean hasAddress, boolean discards) {
    super(call);
    this.hasAddress = hasAddress;
    this.discards = discards;
    this.buffer = call.object(BUFFER);
    this.length = call.number(LENGTH);
    call.replace(FLAGS, call.number(FLAGS) & ~Sockets.MSG_WAITALL);
  }

  /** Returns whether the buffer of a call can be filled from its middle. */
  static boolean isDivisible(Call call) {
    Object buffer = call.object(BUFFER);
    return ArgumentMemory.isDivisible(buffer) || (isAddress(buffer) && call.number(BUFFER) != 0);
  }

  private static boolean isAddress(@Nullable Object buffer) {
    return buffer == null || buffer instanceof Long;
  }

  @Override
  public long length() {
    return length;
  }

  @Override
  public void resumeAt(long bytes, long leftNanos) {
    if (bytes > 0 && !discards) {
      move(bytes - done);
    }
    if (bytes > 0 && hasAddress) { // the first part has written it
      arguments().put(ADDRESS, (Object) null);
      arguments().put(ADDRESS + 1, (Object) null);
    }
    done = bytes;
  }

  private void move(long bytes) {
    if (isAddress(buffer)) {
      arguments().replace(BUFFER, arguments().number(BUFFER) + bytes);
      return;
    }
    if (buffer instanceof byte[] && temporary.length == 0) {
      temporary = new byte[(int) Math.min(length - bytes, LONGEST_TEMPORARY)];
    }
    arguments().put(BUFFER, ArgumentMemory.after(buffer, done + bytes, temporary));
  }

  @Override
  public void limit(long bytes) {
    most = bytes;
  }

  @Override
  public long call(int extraFlags) {
    boolean copies = temporary.length > 0;
    long room = copies ? temporary.length : Long.MAX_VALUE;
    arguments().replace(LENGTH, Math.min(Math.min(length - done, most), room));
    long taken = super.call(extraFlags);
    if (copies && taken > 0 && buffer != null) {
      System.arraycopy(temporary, 0, buffer, (int) done, (int) taken);
    }
    return taken;
  }

  @Override
  public void finish(long bytes, long leftNanos) {}
}
