package dev.holdline.wrap.gated;

import dev.holdline.posix.Sockets;
import dev.holdline.wait.Continuable;
import org.jspecify.annotations.Nullable;

/**
 * recv or recvfrom with MSG_WAITALL, taken in parts. The first part goes to the caller's own
 * buffer; those after it go behind it, for an array through a temporary one.
 */
final class RecvAllCall extends BoundCall implements Continuable {
  private static final byte[] NONE = {};

  private final int bufferAt;
  private final int lengthAt;
  private final @Nullable Object buffer;
  private final long length;
  private byte[] temporary = NONE;
  private long temporaryFrom;

  RecvAllCall(Call call, int bufferAt, int flagsAt) {
    super(call);
    this.bufferAt = bufferAt;
    this.lengthAt = bufferAt + 1;
    this.buffer = call.object(bufferAt);
    this.length = call.number(lengthAt);
    call.replace(flagsAt, call.number(flagsAt) & ~Sockets.MSG_WAITALL);
  }

  @Override
  public long length() {
    return length;
  }

  @Override
  public void resumeAt(long done, long leftNanos) {
    if (done == 0) {
      return;
    }
    keep(done);
    if (buffer instanceof byte[]) {
      temporary = new byte[(int) (length - done)];
      temporaryFrom = done;
    }
    arguments().put(bufferAt, Memories.after(buffer, done, temporary));
    arguments().replace(lengthAt, length - done);
  }

  @Override
  public void finish(long done, long leftNanos) {
    keep(done);
  }

  /** Copies what came into the temporary array behind what the caller's array has. */
  private void keep(long done) {
    if (temporary.length > 0 && buffer instanceof byte[] bytes) {
      System.arraycopy(temporary, 0, bytes, (int) temporaryFrom, (int) (done - temporaryFrom));
    }
  }
}
