package dev.holdline.held;

import java.util.concurrent.atomic.AtomicLongFieldUpdater;

/**
 * What happened to one descriptor since it is held. Read by any thread, changed only with the
 * watch's lock, which spares every wait several atomic additions.
 */
public final class Counters {
  private static final AtomicLongFieldUpdater<Counters> WAITS = field("waits");
  private static final AtomicLongFieldUpdater<Counters> SLICES = field("slices");
  private static final AtomicLongFieldUpdater<Counters> AUDITS = field("audits");
  private static final AtomicLongFieldUpdater<Counters> WAKEUPS = field("wakeups");

  private volatile long waits;
  private volatile long slices;
  private volatile long audits;
  private volatile long wakeups;

  private static AtomicLongFieldUpdater<Counters> field(String name) {
    return AtomicLongFieldUpdater.newUpdater(Counters.class, name);
  }

  void countWait() {
    WAITS.lazySet(this, waits + 1);
  }

  void countSlice() {
    SLICES.lazySet(this, slices + 1);
  }

  void countAudits(int more) {
    AUDITS.lazySet(this, audits + more);
  }

  void countWakeup() {
    WAKEUPS.lazySet(this, wakeups + 1);
  }

  /** Waits that blocked. */
  public long waits() {
    return waits;
  }

  /** Slices that ended while a thread waited. */
  public long slices() {
    return slices;
  }

  /** Times the descriptor's identity was looked at. */
  public long audits() {
    return audits;
  }

  /** Times readiness ended a wait. */
  public long wakeups() {
    return wakeups;
  }
}
