package dev.holdline.wait;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The interrupt flag of a thread that waits. Used by one thread at a time.
 *
 * <p>One {@link Thread#interrupt()} makes one EINTR, and the flag stays set for Java code to see. A
 * flag that was reported already is cleared while the thread waits, because {@code park} and {@code
 * Selector} return at once while it is set, and is set again before the return.
 */
public final class Interruption {
  /** Threads whose flag is set and was reported; almost always empty. */
  private static final Map<Thread, Boolean> REPORTED = new ConcurrentHashMap<>();

  private boolean ignores;
  private boolean restore;
  private boolean reported; // by this wait

  /** Starts a wait: takes a flag out of the way that shall not end it. */
  public void begin(InterruptPolicy policy) {
    ignores = policy == InterruptPolicy.IGNORE;
    restore = false;
    reported = false;
    Thread thread = Thread.currentThread();
    if (!thread.isInterrupted()) {
      forget(thread);
    } else if (ignores || REPORTED.containsKey(thread)) {
      restore = Thread.interrupted();
    }
  }

  /** Becomes as another one is: it is the same wait. */
  void copyFrom(Interruption other) {
    ignores = other.ignores;
    restore = other.restore;
    reported = other.reported;
  }

  /** Returns whether there is an interrupt to ask {@link #endsWait} about. */
  boolean isPending() {
    return Thread.currentThread().isInterrupted();
  }

  /** Returns whether an interrupt ends the wait now. */
  public boolean endsWait() {
    Thread thread = Thread.currentThread();
    if (!thread.isInterrupted()) {
      return false;
    }
    if (ignores) {
      restore |= Thread.interrupted();
      return false;
    }
    report(thread);
    reported = true;
    return true;
  }

  /** Ends the wait: the flag is as the rest of the program expects it. */
  public void end() {
    if (!restore) {
      return;
    }
    Thread thread = Thread.currentThread();
    if (!thread.isInterrupted()) {
      thread.interrupt();
    } else if (!reported) {
      forget(thread); // another interrupt came, and something else ended the wait: the next wait
      // reports it
    }
  }

  /** Makes the next wait of this thread report its interrupt again: this one returns bytes. */
  public static void takeBack() {
    forget(Thread.currentThread());
  }

  private static void forget(Thread thread) {
    if (!REPORTED.isEmpty()) {
      REPORTED.remove(thread);
    }
  }

  private static void report(Thread thread) {
    REPORTED.keySet().removeIf(reported -> !reported.isAlive());
    REPORTED.put(thread, true);
  }
}
