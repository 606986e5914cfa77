package dev.holdline.gate;

import dev.holdline.held.Heir;
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
    boolean ended = false; // by a verdict
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
      if (ended) {
        return ended(call);
      }
      Outcome outcome = wait.await(deadline, Backoff.FALSE_READINESS.pauseNanos(misses));
      if (isSucceeded(outcome)) {
        outcome = awaitHeirs(deadline);
      }
      named = outcome != Outcome.REFUSED && outcome != Outcome.SUCCEEDED;
      waited |= named;
      switch (outcome) {
        case READY -> misses++;
        case ENDED -> ended = true; // what the kernel has to say comes first
        case SUCCEEDED -> {} // ask again, of the heir
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

  /** Reports the connections that a verdict ended; the kernel knows nothing of it. */
  private long ended(ManyCall call) {
    BitSet numbers = new BitSet();
    int verdict = 0;
    for (int i = 0; i < wait.set().size(); i++) {
      Incarnation file = wait.set().get(i);
      if (file.verdict() != 0) {
        verdict = file.verdict();
        numbers.set(file.fd());
      }
    }
    long reported = call.ended(numbers::get);
    return reported < 0 ? failed(call, verdict) : reported;
  }

  private boolean isSucceeded(Outcome outcome) {
    boolean refused = outcome == Outcome.REFUSED && wait.set().hasHeir();
    return refused || outcome == Outcome.SUCCEEDED;
  }

  /** Waits for the heirs of the files that were succeeded; SUCCEEDED when they are there. */
  private Outcome awaitHeirs(long deadline) {
    for (int i = 0; i < wait.set().size(); i++) {
      Heir heir = wait.set().get(i).heir();
      Outcome made = heir == null ? Outcome.READY : context.await(heir, deadline);
      if (made != Outcome.READY) {
        return made;
      }
    }
    return Outcome.SUCCEEDED;
  }

  /** The numbers that were closed, or that stand for another file than when the wait began. */
  private BitSet gone(InterestSet set) {
    BitSet gone = new BitSet();
    for (int i = 0; i < set.size(); i++) {
      Incarnation file = set.get(i);
      boolean retired = file.passage().isRetired();
      boolean succeeded = file.hasHeir(); // asked anew, the call names the heir
      if (!succeeded && ((file.isClosing() && !retired) || (waited && !file.audit()))) {
        gone.set(file.fd());
      }
    }
    return gone;
  }
}
