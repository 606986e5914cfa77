package dev.holdline.gate;

import dev.holdline.held.Incarnation;
import dev.holdline.posix.Errno;
import dev.holdline.selector.Deadline;
import dev.holdline.wait.Backoff;
import dev.holdline.wait.BlockingWait;
import dev.holdline.wait.CallersHook;
import dev.holdline.wait.InterestSet;
import dev.holdline.wait.Outcome;
import java.util.BitSet;

/**
 * One gated poll, select or epoll_wait: asks without a timeout, waits on copies of the descriptors,
 * asks again. Used by one thread at a time, and again by later calls.
 */
final class GatedMany implements ManyCall.Sink {
  private final GateContext context;
  private final BlockingWait wait;

  private boolean waited; // what was recycled before is the caller's own already

  GatedMany(GateContext context) {
    this.context = context;
    this.wait = new BlockingWait(context.ways(), new InterestSet());
  }

  /** Keeps nothing of the call. */
  void end() {
    wait.set().clear();
  }

  /** Runs a call. */
  long run(long timeoutNanos, ManyCall call) {
    int misses = 0;
    waited = false;
    boolean named = false; // the descriptors, which one call keeps
    long deadline = Deadline.after(context.ways().now(), timeoutNanos);
    while (true) {
      call.beforeCall();
      long found = call.call(0);
      if (found != 0 || timeoutNanos == 0) {
        return found < 0 ? GateContext.failed(call.errno()) : found;
      }
      if (!named) {
        wait.set().clear();
        call.descriptors(this);
      }
      int verdict = verdict(wait.set());
      if (verdict != 0) {
        long reported = call.ended(endedByVerdict(wait.set())::get);
        return reported < 0 ? failed(call, verdict) : reported;
      }
      Outcome outcome = wait.await(deadline, Backoff.FALSE_READINESS.pauseNanos(misses));
      named = outcome != Outcome.REFUSED && outcome != Outcome.SUCCEEDED;
      waited |= named;
      switch (outcome) {
        case READY -> misses++;
        case ENDED, SUCCEEDED -> {} // ask again
        case CLOSED, REFUSED -> {
          BitSet gone = gone(wait.set());
          if (!gone.isEmpty()) {
            long closed = call.closed(gone::get);
            return closed < 0 ? failed(call, outcome) : closed;
          }
        } // else taken out of use while nobody waited on it: ask again
        case TIMED_OUT -> {
          call.beforeCall();
          long last = call.call(0);
          return last < 0 ? GateContext.failed(call.errno()) : last;
        }
        case INTERRUPTED, WOKEN -> {
          CallersHook.interruptChannel();
          return failed(call, outcome);
        }
      }
    }
  }

  private static long failed(ManyCall call, Outcome outcome) {
    return failed(call, CallFrame.errno(outcome, Errno.EAGAIN));
  }

  private static long failed(ManyCall call, int errno) {
    call.restore();
    return GateContext.failed(errno);
  }

  @Override
  public void add(int fd, int events) {
    Incarnation file = context.file(fd);
    if (file != null) {
      wait.set().add(file, events);
    }
  }

  private static int verdict(InterestSet set) {
    int verdict = 0;
    for (int i = 0; verdict == 0 && i < set.size(); i++) {
      verdict = set.get(i).verdict();
    }
    return verdict;
  }

  /** The numbers whose connection a verdict ended; the kernel knows nothing of it. */
  private static BitSet endedByVerdict(InterestSet set) {
    BitSet ended = new BitSet();
    for (int i = 0; i < set.size(); i++) {
      if (set.get(i).verdict() != 0) {
        ended.set(set.get(i).fd());
      }
    }
    return ended;
  }

  /** The numbers that were closed, or that stand for another file than when the wait began. */
  private BitSet gone(InterestSet set) {
    BitSet gone = new BitSet();
    for (int i = 0; i < set.size(); i++) {
      Incarnation file = set.get(i);
      boolean retired = file.passage().isRetired();
      if (file.hasHeir()) {
        continue; // asked anew, the call names the heir
      }
      if ((file.isClosing() && !retired) || (waited && !file.audit())) {
        gone.set(file.fd());
      }
    }
    return gone;
  }
}
