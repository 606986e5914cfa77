package dev.holdline.selector;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What is due at a time, for one selector: its thread sleeps until the first of them has to go off,
 * and then lets all go off that may by now, so that one wake-up serves many. Thread-safe.
 *
 * <p>They are few, so a list does. Times are compared by their difference, because the monotonic
 * clock may begin anywhere.
 */
final class Alarms {
  private final ReentrantLock lock = new ReentrantLock();
  private final List<Alarm> pending = new ArrayList<>(); // guarded by lock, in no order

  /** Adds one. */
  Alarm add(long earliest, long latest, Runnable action) {
    Alarm alarm = new Alarm(this, earliest, latest, action);
    lock.lock();
    try {
      pending.add(alarm);
    } finally {
      lock.unlock();
    }
    return alarm;
  }

  /** Takes one out; false when it is not here. */
  boolean remove(Alarm alarm) {
    lock.lock();
    try {
      return pending.remove(alarm);
    } finally {
      lock.unlock();
    }
  }

  /** Returns the earlier one of a time and the time when the first has to go off. */
  long firstOr(long time) {
    lock.lock();
    try {
      long first = time;
      for (Alarm alarm : pending) {
        if (alarm.latest() - first < 0) {
          first = alarm.latest();
        }
      }
      return first;
    } finally {
      lock.unlock();
    }
  }

  /** Takes out all that may go off now, the first one first. */
  List<Alarm> takeDue(long now) {
    lock.lock();
    try {
      if (pending.isEmpty()) {
        return List.of();
      }
      List<Alarm> due = new ArrayList<>(pending);
      due.removeIf(alarm -> alarm.earliest() - now > 0);
      pending.removeAll(due);
      due.sort((one, other) -> Long.signum(one.earliest() - other.earliest()));
      return due;
    } finally {
      lock.unlock();
    }
  }
}
