package dev.holdline.wait;

import dev.holdline.posix.Poll;
import org.jspecify.annotations.Nullable;

/** The descriptors one thread waits on, and for what. Used by that thread alone. */
final class WaitSet extends EventList<Descriptor> {
  private boolean reported;
  private boolean goesOn;
  private int audits; // since the waiter took its place
  private @Nullable ParkedWaiter parked; // once one was needed

  static WaitSet of(Descriptor descriptor, int events) {
    WaitSet set = new WaitSet();
    set.add(descriptor, events);
    return set;
  }

  /** Makes it as a new one. */
  void clear() {
    shrink(0);
    reported = false;
    goesOn = false;
  }

  /** Takes note of who is to wait for the thread if it parks. */
  void parkAs(@Nullable ParkedWaiter waiter) {
    parked = waiter;
  }

  /** Leaves the set of one descriptor, on which a thread parks. */
  void leave(ParkedRead call) {
    call.audits = audits;
    clear();
  }

  /** Becomes again what was left. */
  void comeBack(ParkedRead call) {
    clear();
    add(call.waitedOn(), call.how.events());
    audits = call.audits;
    reported = true;
  }

  /** Returns who waits for the thread, which is to park, see {@link ParkedWaiter#begin}. */
  ParkedWaiter parkedWaiter(boolean ownSlices) {
    ParkedWaiter waiter = parked;
    if (waiter == null) {
      waiter = new ParkedWaiter();
      parked = waiter;
    }
    waiter.begin(ownSlices);
    return waiter;
  }

  int fd(int index) {
    return get(index).fd();
  }

  /** Makes the next wait the rest of the one before: it is not counted once more. */
  void goOn() {
    goesOn = true;
  }

  /**
   * Puts the waiter in its place at each descriptor, so that a closer sees it.
   *
   * @return false when one of them is closing; the waiter is withdrawn again
   */
  boolean enlist(Waiter waiter) {
    boolean counted = !goesOn;
    goesOn = false;
    audits = 0;
    int enlisted = 0;
    try {
      while (enlisted < size() && get(enlisted).watch().enlist(waiter, events(enlisted), counted)) {
        enlisted++;
      }
      return enlisted == size();
    } finally {
      if (enlisted < size()) {
        withdraw(waiter, false);
      }
    }
  }

  /** Ends the wait, and counts what happened in it. */
  void withdraw(Waiter waiter, boolean woken) {
    for (int i = 0; i < size(); i++) {
      get(i).watch().withdraw(waiter, audits, woken);
    }
  }

  /** Takes note that the selector says what is ready. */
  void noteReported() {
    reported = true;
  }

  /** Returns whether readiness was hearsay: the event may be older than the wait. */
  boolean isReported() {
    return reported;
  }

  /** Returns whether one of the descriptors is ready now. */
  boolean look() {
    for (int i = 0; i < size(); i++) {
      int revents = get(i).look(events(i));
      if (revents > 0 && (revents & (events(i) | Poll.ALWAYS)) != 0) {
        return true;
      }
    }
    return false;
  }

  /** Returns whether each descriptor is still the open file the wait began with. */
  boolean audit() {
    audits++;
    boolean current = true;
    for (int i = 0; i < size(); i++) {
      current &= get(i).isCurrent();
    }
    return current;
  }

  /** Returns whether one of the descriptors was closed, or is being closed. */
  boolean isClosing() {
    for (int i = 0; i < size(); i++) {
      if (get(i).isClosing()) {
        return true;
      }
    }
    return false;
  }

  void countSlice() {
    for (int i = 0; i < size(); i++) {
      get(i).watch().countSlice();
    }
  }

  /** Returns whether the selector reports on all of them. */
  boolean isReachable(long now, long sliceNanos) {
    for (int i = 0; i < size(); i++) {
      if (!get(i).watch().isReachable(now, sliceNanos)) {
        return false;
      }
    }
    return true;
  }
}
