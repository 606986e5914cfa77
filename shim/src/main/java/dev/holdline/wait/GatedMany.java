package dev.holdline.wait;

import dev.holdline.posix.Errno;
import java.util.BitSet;

/**
 * One gated poll, select or epoll_wait: asks without a timeout, waits on copies of the descriptors,
 * asks again. Used by one thread at a time, and again by later calls.
 */
final class GatedMany implements ManyCall.Sink {
  private final Gate gate;
  private final Wait wait;
  private final Backoff backoff = new Backoff();

  private boolean waited; // what was recycled before is the caller's own already

  GatedMany(Gate gate) {
    this.gate = gate;
    this.wait = new Wait(gate.waits(), new WaitSet());
  }

  /** Keeps nothing of the call. */
  void end() {
    wait.set().clear();
  }

  /** Runs a call. */
  long run(long timeoutNanos, ManyCall call) {
    backoff.reset();
    waited = false;
    boolean named = false; // the descriptors, which one call keeps
    long deadline = Deadline.after(gate.waits().now(), timeoutNanos);
    while (true) {
      call.beforeCall();
      long found = call.call(0);
      if (found != 0 || timeoutNanos == 0) {
        return found < 0 ? Gate.failed(call.errno()) : found;
      }
      if (!named) {
        wait.set().clear();
        call.descriptors(this);
      }
      Outcome outcome = gate.waits().await(wait, deadline, backoff.pauseNanos());
      named = outcome != Outcome.REFUSED;
      waited |= named;
      switch (outcome) {
        case READY -> backoff.miss();
        case CLOSED, REFUSED -> {
          BitSet gone = gone(wait.set());
          if (!gone.isEmpty()) {
            long closed = call.closed(gone::get);
            return closed < 0 ? failed(call, Errno.EBADF) : closed;
          }
        } // else taken out of use while nobody waited on it: ask again
        case TIMED_OUT -> {
          call.beforeCall();
          long last = call.call(0);
          return last < 0 ? Gate.failed(call.errno()) : last;
        }
        case INTERRUPTED, WOKEN -> {
          CallersHook.interruptChannel();
          return failed(call, Errno.EINTR);
        }
      }
    }
  }

  private static long failed(ManyCall call, int errno) {
    call.restore();
    return Gate.failed(errno);
  }

  @Override
  public void add(int fd, int events) {
    Descriptor descriptor = gate.descriptor(fd);
    if (descriptor != null) {
      wait.set().add(descriptor, events);
    }
  }

  /** The numbers that were closed, or that stand for another file than when the wait began. */
  private BitSet gone(WaitSet set) {
    BitSet gone = new BitSet();
    for (int i = 0; i < set.size(); i++) {
      Descriptor descriptor = set.get(i);
      boolean retired = descriptor.passage().isRetired();
      if ((descriptor.isClosing() && !retired) || (waited && !descriptor.audit())) {
        gone.set(descriptor.fd());
      }
    }
    return gone;
  }
}
