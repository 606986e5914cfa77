package dev.holdline.selector;

import dev.holdline.posix.Errno;
import dev.holdline.posix.kernel.SyscallException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * What the selector's thread does: it sleeps in the poller until an event, the end of the slice or
 * an alarm, whichever comes first, and calls the handlers. {@link #run} is for that thread; alarms
 * are added by any.
 */
final class SelectorLoop {
  private final HandlerTable handlers;
  private final long sliceNanos;
  private final Clock clock;
  private final Alarms alarms = new Alarms();

  /** When the thread wakes by itself; written by that thread. */
  private volatile long sleepsUntil;

  SelectorLoop(HandlerTable handlers, long sliceNanos, Clock clock) {
    this.handlers = handlers;
    this.sliceNanos = sliceNanos;
    this.clock = clock;
  }

  /** Adds an alarm, see {@link BackgroundSelector#alarm}. */
  Alarm add(long earliest, long toleranceNanos, Runnable action) {
    long tolerance = Math.min(toleranceNanos, Long.MAX_VALUE / 2); // differences must not overflow
    return alarms.add(earliest, earliest + tolerance, action);
  }

  /** Returns whether the thread has to be woken for an alarm that was added just now. */
  boolean mustWakeFor(Alarm alarm) {
    return alarm.latest() - sleepsUntil < 0;
  }

  /**
   * Runs until the selector is lost.
   *
   * @throws SyscallException when the poller fails
   */
  void run(Poller poller, BooleanSupplier isLost) {
    Reports reports = new Reports(handlers);
    long nextSlice = clock.now() + sliceNanos;
    while (!isLost.getAsBoolean()) {
      alarms.takeDue(clock.now()).forEach(SelectorLoop::goOff);
      sleepsUntil = alarms.firstOr(nextSlice);
      // Look again: whoever added one before the line above compared it with the time before it.
      long until = alarms.firstOr(sleepsUntil);
      long now = clock.now();
      if (nextSlice - now <= 0) {
        handlers.forEach(ReadinessHandler::sliceEnd);
        nextSlice = clock.now() + sliceNanos;
        continue;
      }
      int result = poller.poll(millisRoundedUp(until - now), reports);
      reports.deliver();
      if (result < 0 && result != -Errno.EINTR) {
        throw new SyscallException("waiting for events", -result);
      }
    }
  }

  private static void goOff(Alarm alarm) {
    try {
      alarm.run();
    } catch (Throwable failed) { // also Error: the waiters depend on this thread
      SelectorLog.log(System.Logger.Level.ERROR, "An alarm failed", failed);
    }
  }

  private static int millisRoundedUp(long nanos) {
    long millis = TimeUnit.NANOSECONDS.toMillis(nanos + 999_999);
    return (int) Math.min(millis, Integer.MAX_VALUE);
  }
}
