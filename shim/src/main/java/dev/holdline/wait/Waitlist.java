package dev.holdline.wait;

import dev.holdline.posix.Poll;
import dev.holdline.selector.Watched;
import org.jspecify.annotations.Nullable;

/**
 * Who waits on one descriptor, and for what. Only with the watch's lock. A waiter may be here more
 * than once: poll may name a descriptor so.
 */
final class Waitlist extends EventList<Waiter> {
  /** What poll(2) reports when the peer is gone. POLLERR does not say so: the error queue does. */
  static final int GONE = Poll.POLLHUP | Poll.POLLRDHUP;

  boolean isEmpty() {
    return size() == 0;
  }

  /** Looks at the first waiter, mostly the only one; see {@link Watched#prefetch}. */
  int prefetch() {
    Waiter waiter = isEmpty() ? null : get(0);
    return waiter == null ? 0 : waiter.prefetch(); // none: it left just now
  }

  void signal(int signal) {
    for (int i = 0; i < size(); i++) {
      get(i).signal(signal);
    }
  }

  /**
   * Tells the parked ones what the selector reported.
   *
   * @return who is to be woken after the lock was left, which it needs at once; null for nobody
   */
  @Nullable Waiter report(int revents) {
    Waiter last = null;
    for (int i = 0; i < size(); i++) {
      Waiter waiter = get(i);
      boolean told = waiter.isParked() && (revents & (events(i) | Poll.ALWAYS)) != 0;
      if (told && waiter.mark(Waiter.READY)) {
        if (last != null) {
          last.wake();
        }
        last = waiter;
      }
    }
    return last;
  }

  /** Signals the parked ones that count on the selector to end their slices, once more if told. */
  void signalReliant(int signal) {
    for (int i = 0; i < size(); i++) {
      if (get(i).isParked() && !get(i).keepsOwnSlices()) {
        get(i).mark(signal);
        get(i).wake();
      }
    }
  }

  /** Wakes again who was told already, for whom the first time was lost. */
  void wakeTold() {
    for (int i = 0; i < size(); i++) {
      if (get(i).isParked() && get(i).has(Waiter.READY)) {
        get(i).wake();
      }
    }
  }

  boolean hasParked() {
    for (int i = 0; i < size(); i++) {
      if (get(i).isParked()) {
        return true;
      }
    }
    return false;
  }

  /** Returns what the selector has to be asked for: the parked ones look for nothing themselves. */
  int wanted() {
    int wanted = 0;
    for (int i = 0; i < size(); i++) {
      if (get(i).isParked() && !get(i).has(Waiter.READY)) {
        wanted |= events(i) | Poll.ALWAYS;
      }
    }
    return wanted;
  }
}
