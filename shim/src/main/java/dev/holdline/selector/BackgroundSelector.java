package dev.holdline.selector;

import dev.holdline.posix.Errno;
import dev.holdline.posix.kernel.SyscallException;
import dev.holdline.posix.kernel.Syscalls;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Watches held descriptors with one daemon thread, which starts with the first of them.
 *
 * <p>A descriptor stays known from {@link #register} to {@link #unregister}, so that a dead peer is
 * noticed while nobody waits. All of them share one slice clock: an idle process wakes once a
 * slice, whatever the number of holds. When the thread fails it is restarted once with a new
 * poller; when it fails again the selector is lost, and the handler of every watched descriptor
 * learns it. Thread-safe.
 */
public final class BackgroundSelector implements AutoCloseable {
  /** What a descriptor that nobody waits on is watched for: its peer going away. */
  public static final int IDLE_EVENTS = HandlerTable.IDLE_EVENTS;

  private static final RunningSelectors RUNNING = new RunningSelectors();

  private final Syscalls syscalls;
  private final PollerChoice choice;

  /** Guards opening, restarting and closing; never held while the thread waits. */
  private final ReentrantLock lifecycle = new ReentrantLock();

  private volatile @Nullable Poller poller;
  private final HandlerTable handlers = new HandlerTable(() -> poller);
  private final SelectorLoop loop;
  private volatile @Nullable String failure;
  private boolean restarted; // of the selector thread

  /**
   * Creates a selector; no thread and no descriptor yet.
   *
   * @param sliceNanos the longest wait in the kernel, at least a millisecond
   * @param clock for the slices
   */
  public BackgroundSelector(Syscalls syscalls, PollerChoice choice, long sliceNanos, Clock clock) {
    this.syscalls = syscalls;
    this.choice = choice;
    this.loop = new SelectorLoop(handlers, sliceNanos, clock);
  }

  /**
   * Starts it, unless it is started or lost. Registering does, too; but a caller that holds a
   * monitor should not have to wait for that, because a virtual thread may then keep its carrier.
   */
  public void start() {
    open();
  }

  /** Returns why this selector can no longer be used, empty while it can. */
  public Optional<String> failure() {
    return Optional.ofNullable(failure);
  }

  /**
   * Makes a descriptor known and watches for its peer going away.
   *
   * @return 0 or {@code -errno}: EPERM for what cannot be polled, EMFILE, ENOSPC, ENOMEM for a
   *     limit reached, EBADF for a descriptor that is not open, a number that a later descriptor
   *     has, or a selector that is lost
   */
  public int register(ReadinessHandler descriptor) {
    return open() == null ? -Errno.EBADF : handlers.put(descriptor);
  }

  /**
   * Asks for one report of {@code events} on a registered descriptor.
   *
   * @return 0 or {@code -errno}; ENOENT when the number was recycled, or this is not the one that
   *     is watched under it: the caller checks the identity before it registers again
   */
  public int arm(ReadinessHandler descriptor, int events) {
    Poller open = poller;
    if (open == null) {
      return -Errno.EBADF;
    }
    if (handlers.get(descriptor.fd()) != descriptor) {
      return -Errno.ENOENT; // the poller may know the file still, but no handler would get an event
    }
    return open.modify(descriptor.fd(), events, HandlerTable.tag(descriptor));
  }

  /**
   * Returns whether an {@link #arm} that succeeds proves that the number stands for the same file.
   */
  public boolean armVerifies() {
    Poller open = poller;
    return open != null && open.verifiesFile();
  }

  /**
   * Runs an action at a time to come, once, on the selector's thread. It is given up when the
   * selector is lost.
   *
   * @param earliest from when on it may run, by the clock of the selector
   * @param toleranceNanos how much later it may run, at least 0: the more, the likelier it is that
   *     one wake-up serves for others, too
   * @param action must not block; what it throws is logged
   * @return to cancel it
   */
  public Alarm alarm(long earliest, long toleranceNanos, Runnable action) {
    if (toleranceNanos < 0) {
      throw new IllegalArgumentException("tolerance must be at least 0 ns: " + toleranceNanos);
    }
    Alarm alarm = loop.add(earliest, toleranceNanos, action);
    Poller open = open();
    if (open != null && loop.mustWakeFor(alarm)) {
      open.wakeup();
    }
    return alarm;
  }

  /** Forgets a descriptor; harmless when it is not known. Never blocks. */
  public void unregister(ReadinessHandler descriptor) {
    handlers.remove(descriptor);
  }

  /**
   * Waits for the kernel to let go of descriptors that were unregistered: while poll(2) runs it
   * keeps the open files, and a close meanwhile would reach the peer only afterwards. Waits for
   * some milliseconds at most, never with epoll(7); not to be called inside a monitor.
   */
  public void awaitReleased() {
    Poller open = poller;
    if (open != null) {
      open.awaitReleased();
    }
  }

  /** Ends the thread; the handlers learn that nothing will be reported any more. */
  @Override
  public void close() {
    lose("the selector was closed");
  }

  private @Nullable Poller open() {
    Poller open = poller;
    if (open != null || failure != null) {
      return open;
    }
    Poller first = openFirst();
    RUNNING.warnIfMany(); // without the lock: what handles a log is code of others
    return first;
  }

  private @Nullable Poller openFirst() {
    lifecycle.lock();
    try {
      if (poller == null && failure == null) {
        Poller opened = choice.open(syscalls);
        poller = opened;
        Thread thread = new Thread(() -> run(opened), RUNNING.begun());
        thread.setDaemon(true);
        thread.start();
      }
      return poller;
    } catch (SyscallException | OutOfMemoryError refused) { // the latter also for want of a thread
      lose("the selector could not be opened: " + refused.getMessage());
      return null;
    } finally {
      lifecycle.unlock();
    }
  }

  /** Owns the pollers: only the thread that waits in one may free what the kernel writes to. */
  private void run(Poller opened) {
    Poller open = opened;
    while (open != null) {
      Poller next = null;
      try {
        loop.run(open, () -> failure != null);
      } catch (Throwable failed) { // also Error: the waiters depend on this thread
        next = recover(failed);
      } finally {
        open.close();
      }
      open = next;
    }
  }

  /** A second chance with a new poller; after that, none. */
  private @Nullable Poller recover(Throwable failed) {
    if (failure != null) {
      return null; // closed meanwhile: a failure of the closed poller says nothing
    }
    if (restarted) {
      SelectorLog.log(
          System.Logger.Level.ERROR, "The selector failed again: waits go on degraded", failed);
      lose("the selector failed twice", failed);
      return null;
    }
    restarted = true;
    SelectorLog.log(System.Logger.Level.WARNING, "The selector failed and is restarted", failed);
    try {
      return restart();
    } catch (Throwable refused) { // also Error: the waiters must learn it
      lose("the selector could not be restarted", refused);
      return null;
    }
  }

  private Poller restart() {
    Poller fresh = choice.open(syscalls);
    lifecycle.lock();
    try {
      poller = failure == null ? fresh : null;
    } finally {
      lifecycle.unlock();
    }
    try {
      handlers.putInto(fresh);
      handlers.forEach(ReadinessHandler::sliceEnd); // arms again what is waited for
    } catch (Throwable failed) {
      lose("the selector failed twice", failed);
    }
    return fresh;
  }

  /** Gives the cause as a reason, too, unless there is no memory left to name it. */
  private void lose(String what, Throwable cause) {
    String reason = what;
    try {
      reason = what + ": " + cause;
    } catch (Throwable unnamed) {
      // Not even noted: that might throw, too.
    }
    lose(reason);
  }

  private void lose(String reason) {
    Poller open;
    lifecycle.lock();
    try {
      if (failure != null) {
        return;
      }
      failure = reason;
      open = poller;
      poller = null;
      if (open != null) {
        RUNNING.ended();
      }
    } finally {
      lifecycle.unlock();
    }
    if (open != null) {
      open.wakeup(); // its thread closes it
    }
    handlers.forEach(descriptor -> abandon(descriptor, reason));
  }

  private static void abandon(ReadinessHandler descriptor, String reason) {
    try {
      descriptor.abandoned(reason);
    } catch (Throwable failed) { // the other handlers must learn it all the same
      SelectorLog.log(
          System.Logger.Level.ERROR,
          "A waiter could not be told that the selector is lost",
          failed);
    }
  }
}
