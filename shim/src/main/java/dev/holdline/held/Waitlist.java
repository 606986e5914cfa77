package dev.holdline.held;

import dev.holdline.posix.Poll;
import dev.holdline.selector.ReadinessHandler;
import org.jspecify.annotations.Nullable;

/**
 * Who waits on one descriptor, and for what. Only with the watch's lock. A listener may be here
 * more than once: poll may name a descriptor so.
 */
final class Waitlist extends EventList<Listener> {
  boolean isEmpty() {
    return size() == 0;
  }

  /** Looks at the first listener, mostly the only one; see {@link ReadinessHandler#prefetch}. */
  int prefetch() {
    Listener listener = isEmpty() ? null : get(0);
    return listener == null ? 0 : listener.prefetch(); // none: it left just now
  }

  void signal(int signal) {
    for (int i = 0; i < size(); i++) {
      get(i).signal(signal);
    }
  }

  /** Signals those who wait another way from now on. */
  void signalMoved() {
    for (int i = 0; i < size(); i++) {
      if (get(i).moves()) {
        get(i).signal(Listener.MOVED);
      }
    }
  }

  /**
   * Signals what the selector reported to those who asked for it.
   *
   * @return one that is to be woken after the lock was left, which it needs at once; or null
   */
  @Nullable Listener report(int revents) {
    Listener last = null;
    for (int i = 0; i < size(); i++) {
      Listener listener = get(i);
      boolean asked = listener.usesSelector() && (revents & (events(i) | Poll.ALWAYS)) != 0;
      if (asked && listener.mark(Listener.READY)) {
        if (last != null) {
          last.wake();
        }
        last = listener;
      }
    }
    return last;
  }

  /** Signals those for whom the selector ends the slices, and wakes them even if it did before. */
  void signalReliant(int signal) {
    for (int i = 0; i < size(); i++) {
      if (get(i).usesSelector() && !get(i).keepsOwnSlices()) {
        get(i).mark(signal);
        get(i).wake();
      }
    }
  }

  /** Wakes those again who were signalled that it is ready: the first wake-up may be lost. */
  void wakeReadyAgain() {
    for (int i = 0; i < size(); i++) {
      if (get(i).usesSelector() && get(i).has(Listener.READY)) {
        get(i).wake();
      }
    }
  }

  /** Returns whether somebody counts on the selector. */
  boolean usesSelector() {
    for (int i = 0; i < size(); i++) {
      if (get(i).usesSelector()) {
        return true;
      }
    }
    return false;
  }

  /** Returns what the selector has to be asked for: for others it need not look. */
  int wanted() {
    int wanted = 0;
    for (int i = 0; i < size(); i++) {
      if (get(i).usesSelector() && !get(i).has(Listener.READY)) {
        wanted |= events(i) | Poll.ALWAYS;
      }
    }
    return wanted;
  }
}
