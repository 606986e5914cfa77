package dev.holdline.wrap;

import dev.holdline.posix.Layout;
import dev.holdline.posix.Poll;
import dev.holdline.wait.ManyCall;
import java.util.function.IntPredicate;
import jnr.ffi.Pointer;
import jnr.ffi.Struct;

/** poll or ppoll, asked without a timeout. */
final class PollCall extends BoundCall implements ManyCall {
  private final int count;

  PollCall(Call call, Object noTimeout) {
    super(call);
    this.count = (int) call.number(1);
    call.put(2, noTimeout);
  }

  /** Returns whether there are pollfds where some should be; who only sleeps has none. */
  static boolean isReadable(Call call) {
    return call.object(0) instanceof Struct[]
        || Memories.of(call.object(0)) != null
        || call.number(1) == 0;
  }

  @Override
  public void descriptors(Sink sink) {
    for (int i = 0; i < count; i++) {
      Pointer pollfd = pollfd(i);
      int fd = pollfd.getInt(Layout.POLLFD_FD);
      if (fd >= 0) {
        sink.add(fd, pollfd.getShort(Layout.POLLFD_EVENTS) & 0xFFFF);
      }
    }
  }

  @Override
  public long closed(IntPredicate isClosed) {
    long closed = 0;
    for (int i = 0; i < count; i++) {
      Pointer pollfd = pollfd(i);
      int fd = pollfd.getInt(Layout.POLLFD_FD);
      if (fd >= 0 && isClosed.test(fd)) {
        pollfd.putShort(Layout.POLLFD_REVENTS, (short) Poll.POLLNVAL);
        closed++;
      }
    }
    return closed;
  }

  @SuppressWarnings("NullAway") // isReadable was asked before
  private Pointer pollfd(int index) {
    Object pollfds = arguments().object(0);
    return pollfds instanceof Struct[] structs
        ? Struct.getMemory(structs[index])
        : Memories.of(pollfds).slice((long) index * Layout.POLLFD_SIZE);
  }
}
