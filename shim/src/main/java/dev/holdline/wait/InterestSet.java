package dev.holdline.wait;

import dev.holdline.held.EventList;
import dev.holdline.held.Incarnation;
import dev.holdline.held.Listener;
import dev.holdline.posix.Poll;

/**
 * The descriptors one thread waits on, and for what; the interest set of java.nio. Used by that
 * thread alone.
 */
public final class InterestSet extends EventList<Incarnation> {
  private boolean reported;
  private boolean continues;
  private int audits; // since the listener took its place

  /** Returns a set of one. */
  public static InterestSet of(Incarnation file, int events) {
    InterestSet set = new InterestSet();
    set.add(file, events);
    return set;
  }

  /** Makes it as a new one. */
  public void reset() {
    clear();
    continues = false;
  }

  /** Takes everything out, for another wait of the same call. */
  public void clear() {
    shrink(0);
    reported = false;
  }

  /** Makes the next wait the rest of the one before: it is not counted once more. */
  public void continueWait() {
    continues = true;
  }

  int fd(int index) {
    return get(index).fd();
  }

  int audits() {
    return audits;
  }

  /** Becomes what it was before the thread parked elsewhere, after its files were added. */
  void resume(int earlierAudits) {
    audits = earlierAudits;
    reported = true;
  }

  /**
   * Puts the listener in its place at each descriptor, so that a closer sees it.
   *
   * @return false when one of them is closing; the listener is withdrawn again
   */
  boolean enlist(Listener listener) {
    boolean counted = !continues;
    continues = false;
    audits = 0;
    reported = listener.usesSelector();
    int enlisted = 0;
    try {
      while (enlisted < size()
          && get(enlisted).watch().enlist(listener, events(enlisted), counted)) {
        enlisted++;
      }
      return enlisted == size();
    } finally {
      if (enlisted < size()) {
        withdraw(listener, false);
      }
    }
  }

  /** Takes the listener out, and counts what happened in the wait. */
  void withdraw(Listener listener, boolean ready) {
    for (int i = 0; i < size(); i++) {
      get(i).watch().withdraw(listener, audits, ready);
    }
  }

  /** Returns whether readiness was hearsay: the event may be older than the wait. */
  public boolean isReported() {
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

  /** Returns whether another file takes the place of one of them. */
  public boolean hasHeir() {
    for (int i = 0; i < size(); i++) {
      if (get(i).hasHeir()) {
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
