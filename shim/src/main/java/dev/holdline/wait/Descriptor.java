package dev.holdline.wait;

import dev.holdline.posix.Sockets;
import dev.holdline.posix.kernel.Syscalls;
import dev.holdline.selector.BackgroundSelector;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One use of a descriptor number, from the first gated call or hold to its close: which open file
 * it is, who is inside the original function, and what is known of its calls. Who waits on it is
 * the affair of its {@link Watch}. Thread-safe.
 */
public final class Descriptor {
  private final Syscalls syscalls;
  private final int fd;
  private final int generation;
  private final Identity identity;
  private final OpenFile file;
  private final Watch watch;
  private final Passage passage = new Passage();
  private final Counters counters = new Counters(); // changed by watch, with its lock

  private int holds; // explicit ones; guarded by this
  private volatile boolean lowWater; // SO_RCVLOWAT was raised
  private final Patience patience = new Patience();
  private @Nullable Reading waiting; // racy: a guess

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
    this.lowWater = isSocket() && syscalls.socketOption(fd, Sockets.SO_RCVLOWAT) > 1;
    this.watch = new Watch(this, selector, onRecycled);
  }

  /** Returns the number. */
  public int fd() {
    return fd;
  }

  /** Returns what poll(2) reports now, or {@code -errno}. */
  int look(int events) {
    return syscalls.look(fd, events);
  }

  int generation() {
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

  Watch watch() {
    return watch;
  }

  /** Returns what happened here so far. */
  public Counters counters() {
    return counters;
  }

  /** Returns why the selector does not look after this descriptor, empty when it does. */
  public Optional<String> degradation() {
    return watch.degradation();
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
    return watch.isPeerGone();
  }

  /** Returns whether this is closed or being closed. */
  public boolean isClosing() {
    return passage.isClosing();
  }

  /** Whether the last call of this kind had to wait. Only a guess. */
  boolean expectsWait(Reading how) {
    return waiting == how;
  }

  void expectWait(Reading how, boolean expected) {
    Reading guess = expected ? how : null;
    if (waiting != guess) { // mostly it is; G1 looks after each reference that is written
      waiting = guess;
    }
  }

  Patience patience() {
    return patience;
  }

  boolean isSocket() {
    return identity.kind() == Identity.Kind.SOCKET;
  }

  /**
   * SO_RCVTIMEO or SO_SNDTIMEO in nanoseconds, {@link Deadline#NONE} for none; 0 for one that was
   * set below zero, which getsockopt(2) reports as none.
   */
  long timeoutNanos(int option) {
    long nanos = isSocket() ? syscalls.socketTimeoutNanos(fd, option) : 0;
    if (nanos > 0) {
      return nanos;
    }
    return file.isImmediate(option) ? 0 : Deadline.NONE;
  }

  boolean hasLowWater() {
    return lowWater;
  }

  void noteLowWater() {
    lowWater = true;
  }

  /** Counts an explicit hold in. */
  synchronized void hold() {
    holds++;
  }

  /** Counts an explicit hold out; true for the last one. */
  synchronized boolean unhold() {
    return --holds <= 0;
  }

  void unregister() {
    watch.close();
    OpenFile.release(identity);
  }

  /** Returns whether the number still stands for this open file. */
  boolean isCurrent() {
    return identity.isAt(syscalls, fd);
  }

  /** As {@link #isCurrent}, and counted. */
  boolean audit() {
    return watch.audit();
  }

  /** Ends the waits as a signal would: they return EINTR. */
  public void wake() {
    watch.signalAll(Waiter.WOKEN);
  }
}
