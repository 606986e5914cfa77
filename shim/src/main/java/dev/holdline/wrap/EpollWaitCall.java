package dev.holdline.wrap;

import dev.holdline.posix.Poll;
import dev.holdline.wait.ManyCall;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * epoll_wait, epoll_pwait or epoll_pwait2, asked without a timeout. An epoll can be polled itself.
 */
final class EpollWaitCall extends Call implements ManyCall {
  EpollWaitCall(Target target, @Nullable Object[] arguments, Object noTimeout) {
    super(target, arguments, NO_FLAGS);
    replace(3, noTimeout);
  }

  @Override
  public void descriptors(Sink sink) {
    sink.add((int) number(0), Poll.POLLIN);
  }

  @Override
  public long closed(IntPredicate isClosed) {
    return -1; // EBADF
  }
}
