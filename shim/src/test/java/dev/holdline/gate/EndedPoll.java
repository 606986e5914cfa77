package dev.holdline.gate;

import dev.holdline.posix.Poll;
import java.util.function.IntPredicate;

/** A poll(2) of one descriptor that finds nothing by itself. */
record EndedPoll(int fd) implements ManyCall {
  static final long ENDED = 88;

  @Override
  public long call(int extraFlags) {
    return 0;
  }

  @Override
  public int errno() {
    return 0;
  }

  @Override
  public void descriptors(Sink sink) {
    sink.add(fd, Poll.POLLIN);
  }

  @Override
  public long closed(IntPredicate isClosed) {
    return -1;
  }

  @Override
  public long ended(IntPredicate isEnded) {
    return isEnded.test(fd) ? ENDED : -1;
  }
}
