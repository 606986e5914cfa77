package dev.holdline.wait;

import java.util.concurrent.atomic.AtomicLongFieldUpdater;

/** What happened to one descriptor since it is held. Thread-safe. */
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
    WAITS.incrementAndGet(this);
  }

  void countSlice() {
    SLICES.incrementAndGet(this);
  }

  void countAudit() {
    AUDITS.incrementAndGet(this);
  }

  void countWakeup() {
    WAKEUPS.incrementAndGet(this);
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
