package dev.holdline.wrap;

import dev.holdline.gate.ManyCall;
import dev.holdline.posix.Poll;
import dev.holdline.posix.abi.Layout;
import dev.holdline.wrap.codegen.Call;
import java.util.function.IntPredicate;
import jnr.ffi.Pointer;
import jnr.ffi.Struct;
import org.jspecify.annotations.Nullable;

/** poll or ppoll, asked without a timeout. Used again by later calls. */
final class PollCall extends StatefulCall implements ManyCall {
  private int count;
  private @Nullable Pointer array; // null for an array of structs

  PollCall(Call call) {
    super(call);
  }

  /** Begins with another call. */
  void begin(Object noTimeout) {
    Object pollfds = arguments().object(0);
    array = pollfds instanceof Struct[] ? null : ArgumentMemory.of(pollfds);
    count = (int) arguments().number(1);
    arguments().put(2, noTimeout);
  }

  @Override
  protected void end() {
    array = null;
  }

  /** Returns whether there are pollfds where some should be; a call that only sleeps has none. */
  static boolean isReadable(Call call) {
    return call.object(0) instanceof Struct[]
        || ArgumentMemory.of(call.object(0)) != null
        || call.number(1) == 0;
  }

  @Override
  public void descriptors(Sink sink) {
    for (int i = 0; i < count; i++) {
      long at = at(i);
      int fd = memory(i).getInt(at + Layout.POLLFD_FD);
      if (fd >= 0) {
        sink.add(fd, memory(i).getShort(at + Layout.POLLFD_EVENTS) & 0xFFFF);
      }
    }
  }

  @Override
  public long closed(IntPredicate isClosed) {
    long closed = 0;
    for (int i = 0; i < count; i++) {
      long at = at(i);
      int fd = memory(i).getInt(at + Layout.POLLFD_FD);
      if (fd >= 0 && isClosed.test(fd)) {
        memory(i).putShort(at + Layout.POLLFD_REVENTS, (short) Poll.POLLNVAL);
        closed++;
      }
    }
    return closed;
  }

  @Override
  public long ended(IntPredicate isEnded) {
    long ended = 0;
    for (int i = 0; i < count; i++) {
      long at = at(i);
      int fd = memory(i).getInt(at + Layout.POLLFD_FD);
      int revents = 0;
      if (fd >= 0 && isEnded.test(fd)) {
        int events = memory(i).getShort(at + Layout.POLLFD_EVENTS) & 0xFFFF;
        revents = (events & ~Poll.POLLPRI) | Poll.POLLERR | Poll.POLLHUP;
        ended++;
      }
      memory(i).putShort(at + Layout.POLLFD_REVENTS, (short) revents);
    }
    return ended;
  }

  /** The memory of one pollfd, and of those beside it. */
  @SuppressWarnings("NullAway") // isReadable was asked before
  private Pointer memory(int index) {
    return array != null ? array : Struct.getMemory(((Struct[]) arguments().object(0))[index]);
  }

  private long at(int index) {
    return array != null ? (long) index * Layout.POLLFD_SIZE : 0;
  }
}
