package dev.holdline.wait;

import dev.holdline.posix.Poll;
import dev.holdline.posix.Syscalls;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The descriptors one thread waits on, and for what. Used by that thread alone. */
final class WaitSet {
  private final Syscalls syscalls;
  private @Nullable Descriptor[] descriptors;
  private int[] events;
  private int size;
  private boolean reported;
  private boolean goesOn;
  private int audits; // since the waiter took its place
  private @Nullable ParkedWaiter parked; // once one was needed

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

  /** Makes it as a new one. */
  void clear() {
    while (size > 0) {
      descriptors[--size] = null;
    }
    reported = false;
    goesOn = false;
  }

  /** Returns who waits for the thread if it parks. */
  ParkedWaiter parkedWaiter() {
    ParkedWaiter waiter = parked;
    if (waiter == null) {
      waiter = new ParkedWaiter();
      parked = waiter;
    }
    waiter.begin();
    return waiter;
  }

  int size() {
    return size;
  }

  int fd(int index) {
    return descriptor(index).fd();
  }

  int events(int index) {
    return events[index];
  }

  @SuppressWarnings("NullAway") // below size there is one
  Descriptor descriptor(int index) {
    return descriptors[index];
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
    for (int i = 0; i < size; i++) {
      if (!descriptor(i).watch().enlist(waiter, events[i], counted)) {
        withdraw(waiter, false);
        return false;
      }
    }
    return true;
  }

  /** Ends the wait, and counts what happened in it. */
  void withdraw(Waiter waiter, boolean woken) {
    for (int i = 0; i < size; i++) {
      descriptor(i).watch().withdraw(waiter, audits, woken);
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
      int revents = syscalls.look(descriptor(i).fd(), events[i]);
      if (revents > 0 && (revents & (events[i] | Poll.ALWAYS)) != 0) {
        return true;
      }
    }
    return false;
  }

  /** Returns whether each descriptor is still the open file the wait began with. */
  boolean audit() {
    audits++;
    boolean current = true;
    for (int i = 0; i < size; i++) {
      current &= descriptor(i).isCurrent();
    }
    return current;
  }

  void countSlice() {
    for (int i = 0; i < size; i++) {
      descriptor(i).watch().countSlice();
    }
  }

  /** Returns whether the selector reports on all of them. */
  boolean isReachable(long now, long sliceNanos) {
    for (int i = 0; i < size; i++) {
      if (!descriptor(i).watch().isReachable(now, sliceNanos)) {
        return false;
      }
    }
    return true;
  }
}
