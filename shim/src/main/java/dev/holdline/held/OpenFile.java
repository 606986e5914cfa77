package dev.holdline.held;

import dev.holdline.posix.Files;
import dev.holdline.posix.Sockets;
import dev.holdline.posix.kernel.Syscalls;
import dev.holdline.selector.Briefly;
import dev.holdline.selector.Clock;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import java.util.function.LongSupplier;

/**
 * An open file, which dup'ed descriptors share. Calls that take something out of it take turns, so
 * that between the look at the file and a {@code read} or {@code accept}, which cannot be told not
 * to wait, no other held call takes what was seen. Thread-safe.
 */
public final class OpenFile {
  /** Short: a call in its turn does not wait, unless another process took what the look saw. */
  private static final long TURN_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  /** How often to try for the turn before doing without it: about a tenth of a second. */
  private static final int TRIES = 20;

  private static final AtomicLongFieldUpdater<OpenFile> TURN =
      AtomicLongFieldUpdater.newUpdater(OpenFile.class, "turnOf");

  private static final ConcurrentMap<Identity, OpenFile> SHARED = new ConcurrentHashMap<>();

  private final Clock clock;

  /**
   * The {@link ThreadIds} number of the thread that has the turn, 0 for none. A lock object would
   * double the size of this; a reference to the thread would cost a write barrier of G1 with each
   * call.
   */
  private volatile long turnOf;

  private byte againTaken; // by the thread that has the turn, in a callback; guarded by the turn
  private int users; // guarded by the map's entry

  /** Changes whenever a held call took something; guarded by the turn, read without it. */
  private volatile long taken;

  /** The errno of an error that a call had to leave, 0 for none; guarded by the turn. */
  private volatile int leftError;

  private volatile boolean refusesReadNow;

  /** Timeouts that were set below zero: the kernel does not wait then, and does not tell. */
  private volatile byte immediate; // a bit each; changed with the monitor

  private OpenFile(Clock clock) {
    this.clock = clock;
  }

  /** Returns the file of this identity; what cannot be told apart is not shared. */
  static OpenFile acquire(Identity identity, Clock clock) {
    if (!identity.isVerifiable()) {
      return new OpenFile(clock);
    }
    return SHARED.compute(
        identity,
        (key, present) -> {
          OpenFile file = present == null ? new OpenFile(clock) : present;
          file.users++;
          return file;
        });
  }

  static void release(Identity identity) {
    SHARED.computeIfPresent(identity, (key, file) -> --file.users == 0 ? null : file);
  }

  /** Tries for the turn for a few milliseconds; keeps an interrupt for the caller to see. */
  public boolean takeTurn() {
    long me = ThreadIds.current();
    if (turnOf == me) {
      againTaken++;
      return true;
    }
    return isTurnTaken(me) || Briefly.until(() -> isTurnTaken(me), TURN_NANOS, clock);
  }

  private boolean isTurnTaken(long me) {
    return turnOf == 0 && TURN.compareAndSet(this, 0, me);
  }

  /** Ends the turn of the calling thread. */
  public void endTurn() {
    if (againTaken > 0) {
      againTaken--;
    } else {
      turnOf = 0;
    }
  }

  /** Returns whether a timeout was set below zero. */
  public boolean isImmediate() {
    return immediate != 0;
  }

  /** Returns whether this timeout was set below zero: SO_RCVTIMEO or SO_SNDTIMEO. */
  public boolean isImmediate(int timeoutOption) {
    return (immediate & bit(timeoutOption)) != 0;
  }

  /** Takes note of a timeout that was set. */
  public synchronized void noteTimeout(int timeoutOption, boolean belowZero) {
    int bit = bit(timeoutOption);
    immediate = (byte) (belowZero ? immediate | bit : immediate & ~bit);
  }

  private static int bit(int timeoutOption) {
    return timeoutOption == Sockets.SO_RCVTIMEO ? 1 : 2;
  }

  /**
   * Takes note of a socket's error that was taken from the kernel by a call that had something to
   * return already: it is the next call's.
   */
  public void leaveError(int errno) {
    leftError = errno;
  }

  /** Returns whether an error was left for the next call. */
  public boolean hasLeftError() {
    return leftError != 0;
  }

  /** Returns the errno that was left for this call, 0 for none; only with the turn. */
  public int takeLeftError() {
    int errno = leftError;
    if (errno != 0) {
      leftError = 0;
    }
    return errno;
  }

  /** Returns whether the file is not known to refuse a read that must not wait. */
  public boolean canReadNow() {
    return !refusesReadNow;
  }

  /** Takes note that this kind of file refuses a read that must not wait, here and now and ever. */
  public void noteRefusesReadNow() {
    refusesReadNow = true;
  }

  /** Returns a number that is different after a held call took something. */
  public long taken() {
    return taken;
  }

  /** Takes note that a held call took something; only with the turn. */
  @SuppressWarnings("NonAtomicVolatileUpdate") // only with the turn
  public void countTaken() {
    taken++;
  }

  /**
   * Returns the status flags, or {@code -errno}, for a caller without the turn: O_NONBLOCK that is
   * set for the length of another's call is not taken for the program's own.
   */
  public int statusFlags(Syscalls syscalls, int fd) {
    int flags = syscalls.statusFlags(fd);
    if (!isNonblocking(flags)) {
      return flags;
    }
    boolean mine = takeTurnPatiently();
    try {
      return syscalls.statusFlags(fd);
    } finally {
      if (mine) {
        endTurn();
      }
    }
  }

  /**
   * Runs a call that asks for the status flags or sets them, for a caller without the turn: it must
   * not see O_NONBLOCK that is set for the length of another's call, and what it sets must not be
   * undone when that ends. When the turn cannot be had, the call is made without it.
   */
  public long runInTurn(LongSupplier call) {
    boolean mine = takeTurnPatiently();
    try {
      return call.getAsLong();
    } finally {
      if (mine) {
        endTurn();
      }
    }
  }

  private boolean takeTurnPatiently() {
    boolean mine = false;
    for (int tries = 0; !mine && tries < TRIES; tries++) {
      mine = takeTurn();
    }
    return mine;
  }

  private static boolean isNonblocking(int flags) {
    return flags >= 0 && (flags & Files.O_NONBLOCK) != 0;
  }

  /**
   * Runs a system call that must not wait with O_NONBLOCK set for just that call. Only with the
   * turn: the flag belongs to the open file, and held calls look at it within their turns.
   *
   * @return 0, or {@code -errno} when the flag could not be set and nothing was run
   */
  public int withNonblock(Syscalls syscalls, int fd, Runnable call) {
    int flags = syscalls.statusFlags(fd);
    int set = flags < 0 ? flags : syscalls.setStatusFlags(fd, flags | Files.O_NONBLOCK);
    if (set < 0) {
      return set;
    }
    try {
      call.run();
    } finally {
      syscalls.setStatusFlags(fd, flags);
    }
    return 0;
  }
}
