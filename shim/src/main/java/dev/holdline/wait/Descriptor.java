package dev.holdline.wait;

import dev.holdline.posix.Poll;
import dev.holdline.posix.Sockets;
import dev.holdline.posix.Syscalls;
import dev.holdline.selector.BackgroundSelector;
import dev.holdline.selector.Watched;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * One use of a descriptor number, from the first gated call or hold to its close: who waits on it,
 * who is inside the original function, and whether it is still the same open file. Thread-safe.
 *
 * <pre>
 *  OPEN ──arm──▶ WAITING ──event──▶ READY ──▶ original call ──▶ OPEN
 *                  │  ▲
 *                  │  └── slice end: audit, arm again
 *                  └── close: evict ──▶ CLOSING ── last waiter out ──▶ CLOSED
 * </pre>
 */
public final class Descriptor implements Watched {
  private static final int GONE = Poll.POLLHUP | Poll.POLLERR | Poll.POLLRDHUP;

  /** Ends any wait; the audit after it finds out about a number that is not open any more. */
  private static final int ENDING = GONE | Poll.POLLNVAL;

  /** A waiter and what it waits for here. */
  private record Interest(Waiter waiter, int events) {}

  private final Syscalls syscalls;
  private final int fd;
  private final int generation;
  private final Identity identity;
  private final OpenFile file;
  private final Consumer<Descriptor> onRecycled;
  private final Passage passage = new Passage();
  private final Counters counters = new Counters();

  private final ReentrantLock lock = new ReentrantLock();
  private final List<Interest> interests = new ArrayList<>(1); // guarded by lock
  private final Registration registration; // guarded by lock
  private final AtomicInteger holds = new AtomicInteger(); // explicit ones
  private volatile boolean peerGone;
  private volatile boolean lowWater; // SO_RCVLOWAT was raised
  private boolean expectsWait; // racy: a guess

  Descriptor(
      Syscalls syscalls,
      int fd,
      int generation,
      Identity identity,
      BackgroundSelector selector,
      Consumer<Descriptor> onRecycled) {
    this.syscalls = syscalls;
    this.fd = fd;
    this.generation = generation;
    this.identity = identity;
    this.file = OpenFile.acquire(identity);
    this.registration = new Registration(syscalls, this, selector);
    this.onRecycled = onRecycled;
    this.lowWater = isSocket() && syscalls.socketOption(fd, Sockets.SO_RCVLOWAT) > 1;
  }

  @Override
  public int fd() {
    return fd;
  }

  @Override
  public int generation() {
    return generation;
  }

  Identity identity() {
    return identity;
  }

  OpenFile file() {
    return file;
  }

  Passage passage() {
    return passage;
  }

  /** Returns what happened here so far. */
  public Counters counters() {
    return counters;
  }

  /** Returns why the selector does not look after this descriptor, empty when it does. */
  public Optional<String> degradation() {
    return registration.degradation();
  }

  /** Returns whether reuse of the number behind Holdline's back would be noticed. */
  public boolean isVerifiable() {
    return identity.isVerifiable();
  }

  /** Returns whether calls on this kind of file ever wait: a regular file's do not. */
  public boolean canWait() {
    return identity.kind() != Identity.Kind.FILE;
  }

  /** Returns whether the peer closed, reset or shut down its side, as far as was noticed. */
  public boolean isPeerGone() {
    if (peerGone && !passage.isClosing()) {
      lookAfterPeer();
    }
    return peerGone;
  }

  /** Forgets what was noticed before the connection: a socket without a peer reports POLLHUP. */
  private void lookAfterPeer() {
    lock.lock();
    try {
      int revents = syscalls.look(fd, Poll.POLLRDHUP);
      peerGone = revents < 0 || (revents & ENDING) != 0;
    } finally {
      lock.unlock();
    }
  }

  /** Returns whether this is closed or being closed. */
  public boolean isClosing() {
    return passage.isClosing();
  }

  /** Whether the last call had to wait: the next one need not look first. Only a guess. */
  boolean expectsWait() {
    return expectsWait;
  }

  void expectWait(boolean expected) {
    expectsWait = expected;
  }

  boolean isSocket() {
    return identity.kind() == Identity.Kind.SOCKET;
  }

  boolean hasLowWater() {
    return lowWater;
  }

  void noteLowWater() {
    lowWater = true;
  }

  /**
   * Puts this into the registry and makes it known to the selector, in one step for those who wait:
   * a registration that came after the first of them had armed would disarm it.
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
      lock.lock();
      try {
        registration.open(now);
      } finally {
        lock.unlock();
      }
    }
    return !registration.isDegraded();
  }

  /** Returns whether this depends on a selector that is lost, and {@code other} is another one. */
  boolean isStranded(BackgroundSelector other) {
    return registration.isStranded(other);
  }

  /** Counts an explicit hold in. */
  void hold() {
    holds.incrementAndGet();
  }

  /** Counts an explicit hold out; true for the last one. */
  boolean unhold() {
    return holds.decrementAndGet() <= 0;
  }

  /** Takes this out of use, unless somebody waits or calls: its callers ask for a new one. */
  boolean retire() {
    lock.lock();
    try {
      return interests.isEmpty() && passage.retire();
    } finally {
      lock.unlock();
    }
  }

  void unregister() {
    lock.lock(); // after a registration that is under way
    try {
      registration.close();
    } finally {
      lock.unlock();
    }
    OpenFile.release(identity);
  }

  /** Returns whether the number still stands for this open file. */
  boolean audit() {
    counters.countAudit();
    return identity.isAt(syscalls, fd);
  }

  /**
   * Puts a waiter in its place, then arms, then makes sure that the number still stands for this
   * file: so either a closer sees the waiter, or the waiter sees the close.
   *
   * @return false when this is closing, or was recycled and has been taken out of use
   */
  boolean enlist(Waiter waiter, int events) {
    lock.lock();
    try {
      if (passage.isClosing()) {
        return false;
      }
      interests.add(new Interest(waiter, events));
      boolean verified = waiter.isParked() && arm();
      if (verified || audit()) {
        return true;
      }
      withdraw(waiter);
      onRecycled.accept(this);
      return false;
    } finally {
      lock.unlock();
    }
  }

  void withdraw(Waiter waiter) {
    lock.lock();
    try {
      for (int i = interests.size() - 1; i >= 0; i--) {
        if (interests.get(i).waiter() == waiter) {
          interests.remove(i);
        }
      }
      if (interests.isEmpty()) {
        passage.waitersLeft();
      }
    } finally {
      lock.unlock();
    }
  }

  boolean hasWaiters() {
    lock.lock();
    try {
      return !interests.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  /** Ends the waits as a signal would: they return EINTR. */
  public void wake() {
    signalAll(Waiter.WOKEN);
  }

  /** Signals every waiter. */
  void signalAll(int signal) {
    lock.lock();
    try {
      interests.forEach(interest -> interest.waiter().signal(signal));
    } finally {
      lock.unlock();
    }
  }

  /**
   * Asks the selector for what parked waiters wait for. With the lock.
   *
   * @return whether that proved the number to stand for this file still
   */
  private boolean arm() {
    boolean verified = registration.arm(wanted());
    if (registration.isDegraded()) {
      interests.forEach(interest -> interest.waiter().signal(Waiter.ABANDONED));
    }
    return verified;
  }

  private int wanted() {
    int wanted = 0;
    for (Interest interest : interests) {
      if (interest.waiter().isParked() && !interest.waiter().has(Waiter.READY)) {
        wanted |= interest.events();
      }
    }
    return wanted;
  }

  @Override
  public void ready(int revents) {
    lock.lock();
    try {
      registration.reported();
      if ((revents & GONE) != 0) {
        peerGone = true;
      }
      for (Interest interest : interests) {
        if (interest.waiter().isParked() && (revents & (interest.events() | ENDING)) != 0) {
          interest.waiter().signal(Waiter.READY);
        }
      }
      arm();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void sliceEnd() {
    if (passage.isClosing()) {
      return;
    }
    if (!audit()) {
      onRecycled.accept(this);
      return;
    }
    lock.lock();
    try {
      if (interests.stream().anyMatch(interest -> interest.waiter().isParked())) {
        counters.countSlice();
        registration.reported(); // asking again reports what is ready now: a lost wake-up heals
        arm();
      } else if (!isPeerGone()) {
        registration.armIdle();
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void abandoned(String reason) {
    lock.lock();
    try {
      registration.abandoned(reason);
      interests.forEach(interest -> interest.waiter().signal(Waiter.ABANDONED));
    } finally {
      lock.unlock();
    }
  }
}
