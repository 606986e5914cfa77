package dev.holdline.wrap;

import dev.holdline.posix.Layout;
import dev.holdline.posix.Poll;
import dev.holdline.wait.ManyCall;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * select or pselect, asked without a timeout. The kernel overwrites the sets, so each time is asked
 * with what the caller's sets were at first; sets are sized by nfds, as the kernel sizes them, but
 * never taken for longer than the caller's memory is.
 */
final class SelectCall extends BoundCall implements ManyCall {
  // The bits of poll(2) that select(2) names as its own.
  private static final int[] EVENTS = {Poll.POLLIN, Poll.POLLOUT, Poll.POLLPRI};

  /** One of the caller's sets, and what was in it at first. */
  private static final class Set {
    private final Object memory;
    private final long[] asked;
    private final int events;

    Set(Object memory, int nfds, int events) {
      long bits = Math.min(nfds, Math.min(Words.bytes(memory), nfds) * Byte.SIZE);
      int words = (int) ((bits + Layout.FD_SET_WORD_BITS - 1) / Layout.FD_SET_WORD_BITS);
      this.memory = memory;
      this.asked = Words.read(memory, words);
      this.events = events;
    }

    /** The bits of poll(2) that it asks for of one descriptor. */
    int events(int fd) {
      int word = fd / Layout.FD_SET_WORD_BITS;
      boolean isSet =
          word < asked.length && (asked[word] >>> fd % Layout.FD_SET_WORD_BITS & 1) != 0;
      return isSet ? events : 0;
    }
  }

  private final int nfds;
  private final List<Set> sets = new ArrayList<>();
  private boolean asked;

  /**
   * Binds a call.
   *
   * @param nfds how many descriptors the kernel looks at, at most those the caller says
   */
  SelectCall(Call call, int nfds, Object noTimeout) {
    super(call);
    this.nfds = nfds;
    for (int i = 0; i < EVENTS.length; i++) {
      Object memory = call.object(i + 1);
      if (memory != null && !Words.isNull(memory)) {
        sets.add(new Set(memory, nfds, EVENTS[i]));
      }
    }
    call.put(4, noTimeout);
  }

  @Override
  public void beforeCall() {
    if (asked) {
      restore();
    }
    asked = true;
  }

  @Override
  public void restore() {
    for (Set set : sets) {
      Words.write(set.memory, set.asked);
    }
  }

  @Override
  public void descriptors(Sink sink) {
    for (int fd = 0; fd < nfds; fd++) {
      int events = 0;
      for (Set set : sets) {
        events |= set.events(fd);
      }
      if (events != 0) {
        sink.add(fd, events);
      }
    }
  }

  @Override
  public long closed(IntPredicate isClosed) {
    return -1; // EBADF
  }
}
