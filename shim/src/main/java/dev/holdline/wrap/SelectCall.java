package dev.holdline.wrap;

import dev.holdline.posix.Layout;
import dev.holdline.posix.Poll;
import dev.holdline.wait.ManyCall;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import jnr.ffi.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * select or pselect, asked without a timeout. The kernel overwrites the sets, so each time is asked
 * with what the caller's sets were at first; sets are sized by nfds, as the kernel sizes them.
 */
final class SelectCall extends Call implements ManyCall {
  // The bits of poll(2) that select(2) names as its own.
  private static final int[] EVENTS = {Poll.POLLIN, Poll.POLLOUT, Poll.POLLPRI};
  private static final int WORD_BYTES = Layout.FD_SET_WORD_BITS / Byte.SIZE;

  /** One of the caller's sets, and what was in it at first. */
  private static final class Set {
    private final Pointer memory;
    private final long[] asked;
    private final int events;

    Set(Pointer memory, long[] asked, int events) {
      this.memory = memory;
      this.asked = asked;
      this.events = events;
    }
  }

  private final int nfds;
  private final List<Set> sets = new ArrayList<>();
  private boolean asked;

  SelectCall(Target target, @Nullable Object[] arguments, Object noTimeout) {
    super(target, arguments, NO_FLAGS);
    this.nfds = (int) number(0);
    for (int i = 0; i < EVENTS.length; i++) {
      Pointer memory = Memories.of(argument(i + 1));
      if (memory != null) {
        sets.add(new Set(memory, read(memory), EVENTS[i]));
      }
    }
    replace(4, noTimeout);
  }

  private long[] read(Pointer memory) {
    int words = Math.max(0, nfds + Layout.FD_SET_WORD_BITS - 1) / Layout.FD_SET_WORD_BITS;
    long[] copy = new long[words];
    for (int i = 0; i < words; i++) {
      copy[i] = memory.getLong((long) i * WORD_BYTES);
    }
    return copy;
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
      for (int i = 0; i < set.asked.length; i++) {
        set.memory.putLong((long) i * WORD_BYTES, set.asked[i]);
      }
    }
  }

  @Override
  public void descriptors(Sink sink) {
    for (int fd = 0; fd < nfds; fd++) {
      int events = 0;
      for (Set set : sets) {
        long word = set.asked[fd / Layout.FD_SET_WORD_BITS];
        events |= (word >>> fd % Layout.FD_SET_WORD_BITS & 1) != 0 ? set.events : 0;
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
