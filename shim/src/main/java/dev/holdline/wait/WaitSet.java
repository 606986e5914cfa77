package dev.holdline.wait;

import dev.holdline.posix.Poll;
import dev.holdline.posix.Syscalls;
import java.util.Arrays;

/** The descriptors one thread waits on, and for what. Used by that thread alone. */
final class WaitSet {
  private final Syscalls syscalls;
  private Descriptor[] descriptors;
  private int[] events;
  private int size;
  private boolean reported;

  WaitSet(Syscalls syscalls, int capacity) {
    this.syscalls = syscalls;
    this.descriptors = new Descriptor[capacity];
    this.events = new int[capacity];
  }

  static WaitSet of(Syscalls syscalls, Descriptor descriptor, int events) {
    WaitSet set = new WaitSet(syscalls, 1);
    set.add(descriptor, events);
    return set;
  }

  void add(Descriptor descriptor, int bits) {
    if (size == descriptors.length) {
      descriptors = Arrays.copyOf(descriptors, size * 2 + 1);
      events = Arrays.copyOf(events, size * 2 + 1);
    }
    descriptors[size] = descriptor;
    events[size++] = bits;
  }

  int size() {
    return size;
  }

  int fd(int index) {
    return descriptors[index].fd();
  }

  int events(int index) {
    return events[index];
  }

  Descriptor descriptor(int index) {
    return descriptors[index];
  }

  /**
   * Puts the waiter in its place at each descriptor, so that a closer sees it.
   *
   * @return false when one of them is closing; the waiter is withdrawn again
   */
  boolean enlist(Waiter waiter) {
    for (int i = 0; i < size; i++) {
      if (!descriptors[i].enlist(waiter, events[i])) {
        withdraw(waiter);
        return false;
      }
    }
    return true;
  }

  void withdraw(Waiter waiter) {
    for (int i = 0; i < size; i++) {
      descriptors[i].withdraw(waiter);
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
    for (int i = 0; i < size; i++) {
      int revents = syscalls.look(descriptors[i].fd(), events[i]);
      if (revents > 0 && (revents & (events[i] | Poll.ALWAYS)) != 0) {
        return true;
      }
    }
    return false;
  }

  /** Returns whether each descriptor is still the open file the wait began with. */
  boolean audit() {
    for (int i = 0; i < size; i++) {
      if (!descriptors[i].audit()) {
        return false;
      }
    }
    return true;
  }

  void countSlice() {
    for (int i = 0; i < size; i++) {
      descriptors[i].counters().countSlice();
    }
  }

  /** Returns whether the selector reports on all of them. */
  boolean isReachable(long now, long sliceNanos) {
    for (int i = 0; i < size; i++) {
      if (!descriptors[i].isReachable(now, sliceNanos)) {
        return false;
      }
    }
    return true;
  }
}
