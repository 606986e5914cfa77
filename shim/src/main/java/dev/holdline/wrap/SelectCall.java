package dev.holdline.wrap;

import dev.holdline.gate.ManyCall;
import dev.holdline.posix.Poll;
import dev.holdline.wrap.codegen.Call;
import java.util.function.IntPredicate;

/**
 * select or pselect, asked without a timeout. The kernel overwrites the sets, so each time is asked
 * with what the caller's sets were at first. Used again by later calls.
 */
final class SelectCall extends StatefulCall implements ManyCall {
  // The bits of poll(2) that select(2) names as its own.
  private final SelectSet[] sets = {
    new SelectSet(Poll.POLLIN), new SelectSet(Poll.POLLOUT), new SelectSet(Poll.POLLPRI)
  };

  private int nfds;
  private boolean asked;

  SelectCall(Call call) {
    super(call);
  }

  /**
   * Begins with another call.
   *
   * @param looked how many descriptors the kernel looks at, at most those the caller says
   */
  void begin(int looked, Object noTimeout) {
    nfds = looked;
    asked = false;
    for (int i = 0; i < sets.length; i++) {
      sets[i].begin(arguments().object(i + 1), nfds);
    }
    arguments().put(4, noTimeout);
  }

  @Override
  protected void end() {
    for (SelectSet set : sets) {
      set.end();
    }
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
    for (SelectSet set : sets) {
      set.restore();
    }
  }

  @Override
  public void descriptors(Sink sink) {
    for (int fd = 0; fd < nfds; fd++) {
      int events = 0;
      for (SelectSet set : sets) {
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

  @Override
  public long ended(IntPredicate isEnded) {
    long ended = 0;
    for (SelectSet set : sets) {
      ended += set.keep(set.asksFor(Poll.POLLPRI) ? fd -> false : isEnded);
    }
    return ended > 0 ? ended : -1; // asked for urgent bytes only, of which there will be none
  }
}
