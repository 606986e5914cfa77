package dev.holdline.held;

import dev.holdline.posix.Poll;
import dev.holdline.selector.BackgroundSelector;
import dev.holdline.selector.ReadinessHandler;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * The watch over one descriptor: its waitlist, and what the selector is asked for it. Thread-safe:
 * guarded by its monitor, which weighs nothing while nobody contends for it, and in which nobody
 * parks.
 *
 * <pre>
 *              enlist: arm                ready: signal the listeners, disarmed
 *   nobody ───────────────▶ armed ───────────────────────────────▶ disarmed
 *   waits  ◀───────────────   ▲                                       │
 *              withdraw       └── slice end, or next enlist: arm ─────┘
 * </pre>
 *
 * <p>Armed for the peer's end alone while nobody waits, until that has come.
 */
public final class Watch implements ReadinessHandler {
  /** What poll(2) reports when the peer is gone. POLLERR does not say so: the error queue does. */
  public static final int GONE = Poll.POLLHUP | Poll.POLLRDHUP;

  private final Subject subject;
  private final Waitlist waitlist = new Waitlist(); // guarded by this
  private final Registration registration; // guarded by this
  private volatile boolean peerGone; // at the last look

  /** The peer is gone, or there is POLLERR: were it asked for, it would be reported without end. */
  private volatile boolean disturbed;

  /** Creates the watch; {@link #publish} makes it known to the selector. */
  Watch(Subject subject, BackgroundSelector selector) {
    this.subject = subject;
    this.registration = new Registration(subject, this, selector);
  }

  @Override
  public int fd() {
    return subject.fd();
  }

  @Override
  public int generation() {
    return subject.generation();
  }

  /** Looks without the monitor: nothing depends on what it sees. */
  @Override
  public int prefetch() {
    int closing = subject.isClosing() ? 1 : 0;
    return closing + registration.prefetch() + waitlist.prefetch();
  }

  /** Returns why the selector does not look after this, empty when it does. */
  public Optional<String> degradation() {
    return registration.degradation();
  }

  /**
   * Puts the file into the registry and makes it known to the selector, in one step for those who
   * wait: a registration that came after the first of them had armed would disarm it.
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
  public boolean isReachable(long now, long sliceNanos) {
    if (registration.isRetryDue(now, sliceNanos)) {
      retry(now, sliceNanos);
    }
    return !registration.isDegraded();
  }

  /** Asks once more: another thread may have tried meanwhile, or closed this. */
  private synchronized void retry(long now, long sliceNanos) {
    if (!subject.isClosing() && registration.isRetryDue(now, sliceNanos)) {
      registration.open(now);
    }
  }

  /** Returns whether this depends on a selector that is lost, and {@code other} is another one. */
  boolean isStranded(BackgroundSelector other) {
    return registration.isStranded(other);
  }

  /** Takes the file out of use, unless somebody waits or calls: its callers ask for a new one. */
  synchronized boolean retire() {
    return waitlist.isEmpty() && subject.passage().retire();
  }

  /**
   * Ends the watch, after a registration that is under way; once this is closing, so that none
   * follows. Those for whom the selector ended the slices are signalled, again if need be: from
   * here on nobody would wake them a second time.
   *
   * @param signal CLOSED, or SUCCEEDED when another file takes the place of this one
   */
  synchronized void close(int signal) {
    registration.close();
    waitlist.signalReliant(signal);
  }

  /** See {@link BackgroundSelector#awaitReleased}; after {@link #close}, outside of any monitor. */
  void awaitReleased() {
    registration.awaitReleased();
  }

  /**
   * Puts a listener in its place, then arms, then makes sure that the number still stands for this
   * file: so either a closer sees the listener, or the listener sees the close.
   *
   * @param counted whether this is the begin of a wait, not the next part of one
   * @return false when this is closing, or was recycled and has been taken out of use
   */
  public synchronized boolean enlist(Listener listener, int events, boolean counted) {
    if (subject.isClosing()) {
      return false;
    }
    waitlist.add(listener, events);
    if (subject.verdict() != 0) {
      listener.mark(Listener.ENDED); // a verdict that comes later signals this listener itself
    }
    if (counted) {
      subject.counters().countWait();
    }
    boolean verified = listener.usesSelector() && arm();
    if (verified || audit()) {
      return true;
    }
    withdraw(listener, 0, false);
    subject.recycled();
    return false;
  }

  /**
   * Takes a listener out.
   *
   * @param audits how often the listener looked at the identity
   * @param ready whether readiness ended its wait
   */
  public synchronized void withdraw(Listener listener, int audits, boolean ready) {
    waitlist.remove(listener);
    subject.counters().countAudits(audits);
    if (ready) {
      subject.counters().countWakeup();
    }
    if (waitlist.isEmpty()) {
      subject.passage().waitersLeft();
    }
  }

  /** Returns whether the number still stands for this open file, and counts the look. */
  boolean audit() {
    countAudit();
    return subject.isCurrent();
  }

  private synchronized void countAudit() {
    subject.counters().countAudits(1);
  }

  /** Takes note that a slice ended during a wait. */
  public synchronized void countSlice() {
    subject.counters().countSlice();
  }

  /** Returns whether somebody waits. */
  public synchronized boolean hasWaiters() {
    return !waitlist.isEmpty();
  }

  /** Returns whether the peer closed, reset or shut down its side, as far as was noticed. */
  boolean isPeerGone() {
    if (disturbed && !subject.isClosing()) {
      lookAfterPeer();
    }
    return peerGone;
  }

  /** Forgets what was noticed before the connection: a socket without a peer reports POLLHUP. */
  private synchronized void lookAfterPeer() {
    int revents = subject.look(Poll.POLLRDHUP);
    peerGone = revents < 0 || (revents & (GONE | Poll.POLLNVAL)) != 0;
    disturbed = peerGone || (revents & Poll.POLLERR) != 0;
  }

  private boolean isDisturbed() {
    if (disturbed) {
      lookAfterPeer();
    }
    return disturbed;
  }

  /** Signals every listener. */
  synchronized void signalAll(int signal) {
    waitlist.signal(signal);
  }

  /** Signals those who wait another way while the process is in the background. */
  synchronized void signalMoved() {
    waitlist.signalMoved();
  }

  /**
   * Asks the selector for what listeners want of it, and for the peer's end until it has come: from
   * then on it would be reported at once, each time. With the monitor.
   *
   * @return whether that proved the number to stand for this file still
   */
  private boolean arm() {
    int wanted = waitlist.wanted();
    boolean verified =
        registration.arm(wanted == 0 || disturbed ? wanted : wanted | Registration.IDLE);
    if (registration.isDegraded()) {
      waitlist.signal(Listener.ABANDONED);
    }
    return verified;
  }

  @Override
  public void ready(int revents) {
    Listener signalled = null;
    try {
      synchronized (this) {
        registration.reported();
        if ((revents & (GONE | Poll.POLLERR)) != 0) {
          disturbed = true;
          peerGone |= (revents & GONE) != 0;
        }
        signalled = waitlist.report(revents);
        if (!subject.isClosing()) {
          arm();
        }
      }
    } finally {
      if (signalled != null) {
        signalled.wake(); // outside: the first that it needs is the monitor
      }
    }
  }

  @Override
  public synchronized void restarted(int result) {
    if (!subject.isClosing()) {
      registration.registered(result);
      arm(); // if that fails, the waiters must learn it now: no slice ends for an unregistered one
    }
  }

  @Override
  public void sliceEnd() {
    if (!armAgain() && !subject.isClosing() && !audit()) {
      subject.recycled();
    }
  }

  /** Returns whether asking again proved the number to stand for the same file: that audits it. */
  private synchronized boolean armAgain() {
    if (subject.isClosing()) {
      return false;
    }
    boolean verified = false;
    if (waitlist.usesSelector()) {
      subject.counters().countSlice();
      registration.reported(); // asking again reports what is ready: a lost wake-up heals
      waitlist.wakeReadyAgain();
      verified = arm();
    } else if (!isDisturbed()) {
      verified = registration.arm(Registration.IDLE);
    }
    if (verified) {
      subject.counters().countAudits(1);
    }
    return verified;
  }

  @Override
  public synchronized void abandoned(String reason) {
    registration.abandoned(reason);
    waitlist.signal(Listener.ABANDONED);
  }
}
