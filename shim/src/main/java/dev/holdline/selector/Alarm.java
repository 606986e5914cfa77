package dev.holdline.selector;

/** One action at a time to come. Thread-safe. */
public final class Alarm {
  private final Alarms series;
  private final long earliest;
  private final long latest;
  private final Runnable action;

  Alarm(Alarms series, long earliest, long latest, Runnable action) {
    this.series = series;
    this.earliest = earliest;
    this.latest = latest;
    this.action = action;
  }

  /** Returns from when on it may go off, by the clock of the selector. */
  long earliest() {
    return earliest;
  }

  /** Returns when it goes off at the latest, by the clock of the selector. */
  long latest() {
    return latest;
  }

  void run() {
    action.run();
  }

  /** Makes it not go off; true when it did not go off before, and will not. */
  public boolean cancel() {
    return series.remove(this);
  }
}
