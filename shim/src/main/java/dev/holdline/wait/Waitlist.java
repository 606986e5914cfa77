package dev.holdline.wait;

import dev.holdline.posix.Poll;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Who waits on one descriptor, and for what. Only with the watch's lock. A wait leaves no garbage
 * here.
 */
final class Waitlist {
  /** What poll(2) reports unasked because the peer or the socket is gone. */
  static final int GONE = Poll.POLLHUP | Poll.POLLERR | Poll.POLLRDHUP;

  /** Ends any wait; the audit after it finds out about a number that is not open any more. */
  static final int ENDING = GONE | Poll.POLLNVAL;

  private static final @Nullable Waiter[] NOBODY = {};
  private static final int[] NOTHING = {};

  private @Nullable Waiter first; // mostly the only one
  private int firstEvents;
  private @Nullable Waiter[] more = NOBODY;
  private int[] moreEvents = NOTHING;
  private int size;

  boolean isEmpty() {
    return size == 0;
  }

  void add(Waiter waiter, int bits) {
    if (size > more.length) {
      more = Arrays.copyOf(more, size * 2);
      moreEvents = Arrays.copyOf(moreEvents, size * 2);
    }
    put(size++, waiter, bits);
  }

  private void put(int index, @Nullable Waiter waiter, int bits) {
    if (index == 0) {
      first = waiter;
      firstEvents = bits;
    } else {
      more[index - 1] = waiter;
      moreEvents[index - 1] = bits;
    }
  }

  /** Takes a waiter out, however often it is here: poll may name a descriptor more than once. */
  void remove(Waiter waiter) {
    int kept = 0;
    for (int i = 0; i < size; i++) {
      if (waiter(i) != waiter) {
        put(kept++, waiter(i), events(i));
      }
    }
    while (size > kept) {
      put(--size, null, 0);
    }
  }

  void signal(int signal) {
    for (int i = 0; i < size; i++) {
      waiter(i).signal(signal);
    }
  }

  /**
   * Tells the parked ones what the selector reported.
   *
   * @return who is to be woken after the lock was left, which it needs at once; null for nobody
   */
  @Nullable Waiter report(int revents) {
    Waiter last = null;
    for (int i = 0; i < size; i++) {
      Waiter waiter = waiter(i);
      boolean told = waiter.isParked() && (revents & (events(i) | ENDING)) != 0;
      if (told && waiter.mark(Waiter.READY)) {
        if (last != null) {
          last.wake();
        }
        last = waiter;
      }
    }
    return last;
  }

  /** Wakes again who was told already, for whom the first time was lost. */
  void wakeTold() {
    for (int i = 0; i < size; i++) {
      if (waiter(i).isParked() && waiter(i).has(Waiter.READY)) {
        waiter(i).wake();
      }
    }
  }

  boolean hasParked() {
    for (int i = 0; i < size; i++) {
      if (waiter(i).isParked()) {
        return true;
      }
    }
    return false;
  }

  /** Returns what the selector has to be asked for: the parked ones look for nothing themselves. */
  int wanted() {
    int wanted = 0;
    for (int i = 0; i < size; i++) {
      if (waiter(i).isParked() && !waiter(i).has(Waiter.READY)) {
        wanted |= events(i);
      }
    }
    return wanted;
  }

  @SuppressWarnings("NullAway") // below size there is one
  private Waiter waiter(int index) {
    return index == 0 ? first : more[index - 1];
  }

  private int events(int index) {
    return index == 0 ? firstEvents : moreEvents[index - 1];
  }
}
