package dev.holdline.wait;

import dev.holdline.posix.Poll;
import dev.holdline.posix.Syscalls;
import dev.holdline.selector.BackgroundSelector;
import dev.holdline.selector.Watched;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * The watch over one descriptor: who waits on it, and what the selector is asked for them.
 * Thread-safe.
 *
 * <pre>
 *  OPEN ──arm──▶ WAITING ──event──▶ READY ──▶ original call ──▶ OPEN
 *                  │  ▲
 *                  │  └── slice end: audit, arm again
 *                  └── close: evict ──▶ CLOSING ── last waiter out ──▶ CLOSED
 * </pre>
 */
final class Watch implements Watched {
  private final Syscalls syscalls;
  private final Descriptor descriptor;
  private final Passage passage;
  private final Counters counters;
  private final Consumer<Descriptor> onRecycled;

  private final ReentrantLock lock = new ReentrantLock();
  private final Waitlist waitlist = new Waitlist(); // guarded by lock
  private final Registration registration; // guarded by lock
  private volatile boolean peerGone;

  /**
   * Begins the watch; the selector is told by {@link #publish}.
   *
   * @param onRecycled told when the number turns out to stand for another file
   */
  Watch(
      Syscalls syscalls,
      Descriptor descriptor,
      BackgroundSelector selector,
      Consumer<Descriptor> onRecycled) {
    this.syscalls = syscalls;
    this.descriptor = descriptor;
    this.passage = descriptor.passage();
    this.counters = descriptor.counters();
    this.registration = new Registration(descriptor, this, selector);
    this.onRecycled = onRecycled;
  }

  @Override
  public int fd() {
    return descriptor.fd();
  }

  @Override
  public int generation() {
    return descriptor.generation();
  }

  Optional<String> degradation() {
    return registration.degradation();
  }

  /**
   * Puts the descriptor into the registry and makes it known to the selector, in one step for those
   * who wait: a registration that came after the first of them had armed would disarm it.
   *
   * @param place puts it into the registry, false when another one stands there
   * @param watch false for one that is about to be closed
   */
  boolean publish(BooleanSupplier place, boolean watch) {
    lock.lock();
    try {
      boolean placed = place.getAsBoolean();
      if (placed && watch) {
        registration.open();
      }
      return placed;
    } finally {
      lock.unlock();
    }
  }

  /** Returns whether the selector reports on this; tries again, once a slice, where it did not. */
  boolean isReachable(long now, long sliceNanos) {
    if (registration.isRetryDue(now, sliceNanos)) {
      locked(() -> registration.open(now));
    }
    return !registration.isDegraded();
  }

  /** Returns whether this depends on a selector that is lost, and {@code other} is another one. */
  boolean isStranded(BackgroundSelector other) {
    return registration.isStranded(other);
  }

  /**
   * Takes the descriptor out of use, unless somebody waits or calls: its callers ask for a new one.
   */
  boolean retire() {
    lock.lock();
    try {
      return waitlist.isEmpty() && passage.retire();
    } finally {
      lock.unlock();
    }
  }

  /** Ends the watch, after a registration that is under way. */
  void close() {
    locked(registration::close);
  }

  /**
   * Puts a waiter in its place, then arms, then makes sure that the number still stands for this
   * file: so either a closer sees the waiter, or the waiter sees the close.
   *
   * @param counted whether this is the begin of a wait, not the next part of one
   * @return false when this is closing, or was recycled and has been taken out of use
   */
  boolean enlist(Waiter waiter, int events, boolean counted) {
    lock.lock();
    try {
      if (passage.isClosing()) {
        return false;
      }
      waitlist.add(waiter, events);
      if (counted) {
        counters.countWait();
      }
      boolean verified = waiter.isParked() && arm();
      if (verified || audit()) {
        return true;
      }
      withdraw(waiter, 0, false);
      onRecycled.accept(descriptor);
      return false;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Ends a wait.
   *
   * @param audits how often the waiter looked at the identity
   * @param woken whether readiness ended it
   */
  void withdraw(Waiter waiter, int audits, boolean woken) {
    lock.lock();
    try {
      waitlist.remove(waiter);
      counters.countAudits(audits);
      if (woken) {
        counters.countWakeup();
      }
      if (waitlist.isEmpty()) {
        passage.waitersLeft();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Returns whether the number still stands for this open file, and counts the look. */
  boolean audit() {
    lock.lock();
    try {
      counters.countAudits(1);
    } finally {
      lock.unlock();
    }
    return descriptor.isCurrent();
  }

  void countSlice() {
    locked(counters::countSlice);
  }

  boolean hasWaiters() {
    lock.lock();
    try {
      return !waitlist.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  /** Returns whether the peer closed, reset or shut down its side, as far as was noticed. */
  boolean isPeerGone() {
    if (peerGone && !passage.isClosing()) {
      lookAfterPeer();
    }
    return peerGone;
  }

  /** Forgets what was noticed before the connection: a socket without a peer reports POLLHUP. */
  private void lookAfterPeer() {
    locked(
        () -> {
          int revents = syscalls.look(fd(), Poll.POLLRDHUP);
          peerGone = revents < 0 || (revents & Waitlist.ENDING) != 0;
        });
  }

  /** Signals every waiter. */
  void signalAll(int signal) {
    locked(() -> waitlist.signal(signal));
  }

  /**
   * Asks the selector for what parked waiters wait for. With the lock.
   *
   * @return whether that proved the number to stand for this file still
   */
  private boolean arm() {
    boolean verified = registration.arm(waitlist.wanted());
    if (registration.isDegraded()) {
      waitlist.signal(Waiter.ABANDONED);
    }
    return verified;
  }

  @Override
  public void ready(int revents) {
    locked(
        () -> {
          registration.reported();
          if ((revents & Waitlist.GONE) != 0) {
            peerGone = true;
          }
          waitlist.report(revents);
          arm();
        });
  }

  @Override
  public void sliceEnd() {
    if (passage.isClosing()) {
      return;
    }
    if (!audit()) {
      onRecycled.accept(descriptor);
      return;
    }
    locked(
        () -> {
          if (waitlist.hasParked()) {
            counters.countSlice();
            registration.reported(); // asking again reports what is ready: a lost wake-up heals
            arm();
          } else if (!isPeerGone()) {
            registration.armIdle();
          }
        });
  }

  @Override
  public void abandoned(String reason) {
    locked(
        () -> {
          registration.abandoned(reason);
          waitlist.signal(Waiter.ABANDONED);
        });
  }

  private void locked(Runnable action) {
    lock.lock();
    try {
      action.run();
    } finally {
      lock.unlock();
    }
  }
}
