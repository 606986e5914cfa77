package dev.holdline.wait;

import dev.holdline.posix.Poll;
import dev.holdline.selector.BackgroundSelector;
import dev.holdline.selector.Watched;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * The watch over one descriptor: who waits on it, and what the selector is asked for them.
 * Thread-safe: guarded by its monitor, which weighs nothing while nobody contends for it, and in
 * which nobody waits for anything but the selector's locks.
 *
 * <pre>
 *  OPEN ──arm──▶ WAITING ──event──▶ READY ──▶ original call ──▶ OPEN
 *                  │  ▲
 *                  │  └── slice end: audit, arm again
 *                  └── close: evict ──▶ CLOSING ── last waiter out ──▶ CLOSED
 * </pre>
 */
final class Watch implements Watched {
  private final Descriptor descriptor;
  private final Consumer<Descriptor> onRecycled;
  private final Waitlist waitlist = new Waitlist(); // guarded by this
  private final Registration registration; // guarded by this
  private volatile boolean peerGone; // when it was looked after last

  /** What is reported without an end is not to be asked for: the peer is gone, or POLLERR. */
  private volatile boolean disturbed;

  /**
   * Begins the watch; the selector is told by {@link #publish}.
   *
   * @param onRecycled told when the number turns out to stand for another file
   */
  Watch(Descriptor descriptor, BackgroundSelector selector, Consumer<Descriptor> onRecycled) {
    this.descriptor = descriptor;
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

  /** Looks without the monitor: nothing depends on what it sees. */
  @Override
  public int prefetch() {
    int closing = descriptor.isClosing() ? 1 : 0;
    return closing + registration.prefetch() + waitlist.prefetch();
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
  synchronized boolean publish(BooleanSupplier place, boolean watch) {
    boolean placed = place.getAsBoolean();
    if (placed && watch) {
      registration.open();
    }
    return placed;
  }

  /** Returns whether the selector reports on this; tries again, once a slice, where it did not. */
  boolean isReachable(long now, long sliceNanos) {
    if (registration.isRetryDue(now, sliceNanos)) {
      retry(now, sliceNanos);
    }
    return !registration.isDegraded();
  }

  /** Asks once more: another thread may have tried meanwhile, or closed this. */
  private synchronized void retry(long now, long sliceNanos) {
    if (!descriptor.isClosing() && registration.isRetryDue(now, sliceNanos)) {
      registration.open(now);
    }
  }

  /** Returns whether this depends on a selector that is lost, and {@code other} is another one. */
  boolean isStranded(BackgroundSelector other) {
    return registration.isStranded(other);
  }

  /**
   * Takes the descriptor out of use, unless somebody waits or calls: its callers ask for a new one.
   */
  synchronized boolean retire() {
    return waitlist.isEmpty() && descriptor.passage().retire();
  }

  /**
   * Ends the watch, after a registration that is under way; once this is closing, so that none
   * follows. Who keeps no slices of its own is told, again if need be: from here on nobody would
   * wake it a second time.
   */
  synchronized void close() {
    registration.close();
    waitlist.signalReliant(Waiter.CLOSED);
  }

  /**
   * Puts a waiter in its place, then arms, then makes sure that the number still stands for this
   * file: so either a closer sees the waiter, or the waiter sees the close.
   *
   * @param counted whether this is the begin of a wait, not the next part of one
   * @return false when this is closing, or was recycled and has been taken out of use
   */
  synchronized boolean enlist(Waiter waiter, int events, boolean counted) {
    if (descriptor.isClosing()) {
      return false;
    }
    waitlist.add(waiter, events);
    if (counted) {
      descriptor.counters().countWait();
    }
    boolean verified = waiter.isParked() && arm();
    if (verified || audit()) {
      return true;
    }
    withdraw(waiter, 0, false);
    onRecycled.accept(descriptor);
    return false;
  }

  /**
   * Ends a wait.
   *
   * @param audits how often the waiter looked at the identity
   * @param woken whether readiness ended it
   */
  synchronized void withdraw(Waiter waiter, int audits, boolean woken) {
    waitlist.remove(waiter);
    descriptor.counters().countAudits(audits);
    if (woken) {
      descriptor.counters().countWakeup();
    }
    if (waitlist.isEmpty()) {
      descriptor.passage().waitersLeft();
    }
  }

  /** Returns whether the number still stands for this open file, and counts the look. */
  boolean audit() {
    countAudit();
    return descriptor.isCurrent();
  }

  private synchronized void countAudit() {
    descriptor.counters().countAudits(1);
  }

  synchronized void countSlice() {
    descriptor.counters().countSlice();
  }

  synchronized boolean hasWaiters() {
    return !waitlist.isEmpty();
  }

  /** Returns whether the peer closed, reset or shut down its side, as far as was noticed. */
  boolean isPeerGone() {
    if (disturbed && !descriptor.isClosing()) {
      lookAfterPeer();
    }
    return peerGone;
  }

  /** Forgets what was noticed before the connection: a socket without a peer reports POLLHUP. */
  private synchronized void lookAfterPeer() {
    int revents = descriptor.look(Poll.POLLRDHUP);
    peerGone = revents < 0 || (revents & (Waitlist.GONE | Poll.POLLNVAL)) != 0;
    disturbed = peerGone || (revents & Poll.POLLERR) != 0;
  }

  private boolean isDisturbed() {
    if (disturbed) {
      lookAfterPeer();
    }
    return disturbed;
  }

  /** Signals every waiter. */
  synchronized void signalAll(int signal) {
    waitlist.signal(signal);
  }

  /**
   * Asks the selector for what parked waiters wait for, and for the peer going away until it has:
   * that is reported anew for ever. With the monitor.
   *
   * @return whether that proved the number to stand for this file still
   */
  private boolean arm() {
    int wanted = waitlist.wanted();
    boolean verified =
        registration.arm(wanted == 0 || disturbed ? wanted : wanted | Registration.IDLE);
    if (registration.isDegraded()) {
      waitlist.signal(Waiter.ABANDONED);
    }
    return verified;
  }

  @Override
  public void ready(int revents) {
    Waiter told = null;
    try {
      synchronized (this) {
        registration.reported();
        if ((revents & (Waitlist.GONE | Poll.POLLERR)) != 0) {
          disturbed = true;
          peerGone |= (revents & Waitlist.GONE) != 0;
        }
        told = waitlist.report(revents);
        if (!descriptor.isClosing()) {
          arm();
        }
      }
    } finally {
      if (told != null) {
        told.wake(); // outside: the first that it needs is the monitor
      }
    }
  }

  @Override
  public synchronized void restarted(int result) {
    if (!descriptor.isClosing()) {
      registration.registered(result);
      arm(); // who cannot be is told now: no slice ends for what is not registered
    }
  }

  @Override
  public void sliceEnd() {
    if (!armAgain() && !descriptor.isClosing() && !audit()) {
      onRecycled.accept(descriptor);
    }
  }

  /** Returns whether asking again proved the number to stand for the same file: that audits it. */
  private synchronized boolean armAgain() {
    if (descriptor.isClosing()) {
      return false;
    }
    boolean verified = false;
    if (waitlist.hasParked()) {
      descriptor.counters().countSlice();
      registration.reported(); // asking again reports what is ready: a lost wake-up heals
      waitlist.wakeTold();
      verified = arm();
    } else if (!isDisturbed()) {
      verified = registration.arm(Registration.IDLE);
    }
    if (verified) {
      descriptor.counters().countAudits(1);
    }
    return verified;
  }

  @Override
  public synchronized void abandoned(String reason) {
    registration.abandoned(reason);
    waitlist.signal(Waiter.ABANDONED);
  }
}
