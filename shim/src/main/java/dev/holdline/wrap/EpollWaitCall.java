package dev.holdline.wrap;

import dev.holdline.gate.ManyCall;
import dev.holdline.posix.Poll;
import dev.holdline.wrap.codegen.Call;
import java.util.function.IntPredicate;

/**
 * epoll_wait, epoll_pwait or epoll_pwait2, asked without a timeout. An epoll can be polled itself.
 * Used again by later calls.
 */
final class EpollWaitCall extends StatefulCall implements ManyCall {
  EpollWaitCall(Call call) {
    super(call);
  }

  /** Begins with another call. */
  void begin(Object noTimeout) {
    arguments().put(3, noTimeout);
  }

  @Override
  public void descriptors(Sink sink) {
    sink.add((int) arguments().number(0), Poll.POLLIN);
  }

  @Override
  public long closed(IntPredicate isClosed) {
    return -1; // EBADF
  }

  @Override
  public long ended(IntPredicate isEnded) {
    return -1; // it is the epoll itself that was ended
  }
}
