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

  private @Nullable Waiter[] waiters = new Waiter[1];
  private int[] events = new int[1];
  private int size;

  boolean isEmpty() {
    return size == 0;
  }

  void add(Waiter waiter, int bits) {
    if (size == waiters.length) {
      waiters = Arrays.copyOf(waiters, size * 2);
      events = Arrays.copyOf(events, size * 2);
    }
    waiters[size] = waiter;
    events[size++] = bits;
  }

  /** Takes a waiter out, however often it is here: poll may name a descriptor more than once. */
  void remove(Waiter waiter) {
    for (int i = size - 1; i >= 0; i--) {
      if (waiters[i] == waiter) {
        size--;
        System.arraycopy(waiters, i + 1, waiters, i, size - i);
        System.arraycopy(events, i + 1, events, i, size - i);
        waiters[size] = null;
      }
    }
  }

  void signal(int signal) {
    for (int i = 0; i < size; i++) {
      waiter(i).signal(signal);
    }
  }

  /** Tells the parked ones what the selector reported. */
  void report(int revents) {
    for (int i = 0; i < size; i++) {
      if (waiter(i).isParked() && (revents & (events[i] | ENDING)) != 0) {
        waiter(i).signal(Waiter.READY);
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
        wanted |= events[i];
      }
    }
    return wanted;
  }

  @SuppressWarnings("NullAway") // below size there is one
  private Waiter waiter(int index) {
    return waiters[index];
  }
}
