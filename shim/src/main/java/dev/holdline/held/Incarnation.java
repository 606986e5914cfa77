package dev.holdline.held;

import dev.holdline.posix.Sockets;
import dev.holdline.posix.kernel.Syscalls;
import dev.holdline.selector.BackgroundSelector;
import dev.holdline.selector.Clock;
import dev.holdline.selector.Deadline;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One open file under a held number, from the first gated call or hold to its end: which file it
 * is, who is inside the original function, and its {@link Watch}. Thread-safe.
 *
 * <p>It ends in one of these ways; the {@link Passage} says so to callers, the watch to waiters.
 *
 * <pre>
 *   closed    close(2), or dup2(2) onto it    waiters: EBADF    later callers: whoever is there
 *   recycled  behind Holdline's back          waiters: EBADF    later callers: whoever is there
 *   succeeded by an heir, see Succession      waiters: wait on  later callers: the heir
 *   retired   nobody used it: the last hold   no waiters        later callers: the next one, which
 *             ended, or its selector was lost                   may be of the same file
 * </pre>
 */
public final class Incarnation implements Subject {
  private final Syscalls syscalls;
  private final int fd;
  private final int generation;
  private final Held held;
  private final Identity identity;
  private final OpenFile openFile;
  private final Watch watch;
  private final Passage passage = new Passage();
  private final Consumer<Incarnation> onRecycled;
  private volatile boolean lowWater; // SO_RCVLOWAT was raised
  private volatile int verdict; // errno, 0 for none
  private volatile @Nullable Heir heir; // once another file is to take the place

  /**
   * Creates one, under a number that is not yet known to stand for it.
   *
   * @param before whose place it takes under the number that a user holds; null for nobody's
   * @param onRecycled runs when the number turns out to stand for another file
   */
  Incarnation(
      Syscalls syscalls,
      int fd,
      int generation,
      Identity identity,
      BackgroundSelector selector,
      Clock clock,
      @Nullable Held before,
      Consumer<Incarnation> onRecycled) {
    this.syscalls = syscalls;
    this.fd = fd;
    this.generation = generation;
    this.identity = identity;
    this.openFile = OpenFile.acquire(identity, clock);
    this.lowWater = isSocket() && syscalls.socketOption(fd, Sockets.SO_RCVLOWAT) > 1;
    this.onRecycled = onRecycled;
    this.held = before == null ? new Held(this) : before;
    this.watch = new Watch(this, selector);
  }

  /** Returns the number that a user holds. */
  public Held held() {
    return held;
  }

  @Override
  public int fd() {
    return fd;
  }

  @Override
  public int generation() {
    return generation;
  }

  /** Returns which file it is. */
  public Identity identity() {
    return identity;
  }

  /** Returns what is shared with other descriptors of the same open file. */
  public OpenFile openFile() {
    return openFile;
  }

  @Override
  public Passage passage() {
    return passage;
  }

  /** Returns who waits, and what the selector was asked. */
  public Watch watch() {
    return watch;
  }

  @Override
  public Counters counters() {
    return held.counters();
  }

  @Override
  public int look(int events) {
    return syscalls.look(fd, events);
  }

  /** Returns whether reuse of the number behind Holdline's back would be noticed. */
  public boolean isVerifiable() {
    return identity.isVerifiable();
  }

  @Override
  public boolean canWait() {
    return identity.kind() != Identity.Kind.FILE;
  }

  @Override
  public boolean isClosing() {
    return passage.isClosing();
  }

  /** Returns whether it is a socket. */
  public boolean isSocket() {
    return identity.kind() == Identity.Kind.SOCKET;
  }

  /**
   * SO_RCVTIMEO or SO_SNDTIMEO in nanoseconds, {@link Deadline#NONE} for none; 0 for one that was
   * set below zero, which getsockopt(2) reports as none.
   */
  public long timeoutNanos(int option) {
    long nanos = isSocket() ? syscalls.socketTimeoutNanos(fd, option) : 0;
    if (nanos > 0) {
      return nanos;
    }
    return openFile.isImmediate(option) ? 0 : Deadline.NONE;
  }

  /** Returns whether SO_RCVLOWAT was raised. */
  public boolean hasLowWater() {
    return lowWater;
  }

  /** Takes note that SO_RCVLOWAT was raised. */
  public void noteLowWater() {
    lowWater = true;
  }

  /**
   * Ends the connection by a verdict about its peer. Those who wait return, and later calls do not
   * wait: once no data is left, they are answered with this errno. It stays; the first one counts.
   *
   * @param errno greater than 0, for example ETIMEDOUT
   */
  public void end(int errno) {
    if (errno <= 0) {
      throw new IllegalArgumentException("a verdict is an errno greater than 0: " + errno);
    }
    synchronized (this) {
      if (verdict == 0) {
        verdict = errno;
      }
    }
    watch.signalAll(Listener.ENDED);
  }

  @Override
  public int verdict() {
    return verdict;
  }

  /** Returns what takes the place of this one, null when nothing does. */
  public @Nullable Heir heir() {
    return heir;
  }

  /** Takes this out of use for another file to take its place; false when it is closing. */
  synchronized boolean beginSuccession(Heir successor) {
    if (heir != null) {
      return false;
    }
    heir = successor; // first: a call that sees this out of use looks for it
    if (passage.beginSuccession()) {
      return true;
    }
    heir = null;
    successor.make(null); // for a call that saw it just now
    return false;
  }

  /** Returns whether another file takes the place of this one, or has taken it. */
  public boolean hasHeir() {
    return heir != null;
  }

  /** Waits, as the one that ends this, until nobody waits and no call is inside the function. */
  void awaitEmpty(long deadline, Clock clock) {
    passage.awaitEmpty(watch::hasWaiters, deadline, clock);
  }

  /** Ends the watch, and what is known of the file if nobody else has it. */
  void unregister() {
    watch.close(Listener.CLOSED);
    forgetFile();
  }

  /** Ends what is known of the file if nobody else has it. */
  void forgetFile() {
    OpenFile.release(identity);
  }

  @Override
  public boolean isCurrent() {
    return identity.isAt(syscalls, fd);
  }

  /** As {@link #isCurrent}, and counted. */
  public boolean audit() {
    return watch.audit();
  }

  @Override
  public void recycled() {
    onRecycled.accept(this);
  }
}
