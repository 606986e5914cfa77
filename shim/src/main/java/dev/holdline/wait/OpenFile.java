package dev.holdline.wait;

import dev.holdline.posix.Files;
import dev.holdline.posix.Sockets;
import dev.holdline.posix.kernel.Syscalls;
import dev.holdline.selector.Briefly;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;

/**
 * An open file, which dup'ed descriptors share. Calls that take something out of it take turns, so
 * that between the look at the file and a {@code read} or {@code accept}, which cannot be told not
 * to wait, no other held call takes what was seen. Thread-safe.
 */
final class OpenFile {
  /** Short: whoever has the turn does not wait, unless a stranger took what it saw. */
  private static final long TURN_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  /** How often to try for the turn before doing without it: about a tenth of a second. */
  private static final int TRIES = 20;

  private static final AtomicLongFieldUpdater<OpenFile> TURN =
      AtomicLongFieldUpdater.newUpdater(OpenFile.class, "turnOf");

  private static final ConcurrentMap<Identity, OpenFile> SHARED = new ConcurrentHashMap<>();

  /**
   * The {@link ThreadIds} of who has the turn, 0 for nobody. No lock object, which would double
   * what this weighs; and no reference to the thread, which G1 would have to look after with each
   * call.
   */
  private volatile long turnOf;

  private byte againTaken; // by who has the turn, in a callback; guarded by the turn
  private int users; // guarded by the map's entry

  /** Changes whenever a held call took something; guarded by the turn, read without it. */
  private volatile long taken;

  /** The errno of an error that a call had to leave, 0 for none; guarded by the turn. */
  private volatile int leftError;

  private volatile boolean refusesReadNow;

  /** Timeouts that were set below zero: the kernel does not wait then, and does not tell. */
  private volatile byte immediate; // a bit each; changed with the monitor

  /** Returns the file of this identity; what cannot be told apart is not shared. */
  static OpenFile acquire(Identity identity) {
    if (!identity.isVerifiable()) {
      return new OpenFile();
    }
    return SHARED.compute(
        identity,
        (key, present) -> {
          OpenFile file = present == null ? new OpenFile() : present;
          file.users++;
          return file;
        });
  }

  static void release(Identity identity) {
    SHARED.computeIfPresent(identity, (key, file) -> --file.users == 0 ? null : file);
  }

  /** Tries for the turn for a few milliseconds; keeps an interrupt for the caller to see. */
  boolean takeTurn() {
    long me = ThreadIds.current();
    if (turnOf == me) {
      againTaken++;
      return true;
    }
    return isTurnTaken(me) || Briefly.until(() -> isTurnTaken(me), TURN_NANOS);
  }

  private boolean isTurnTaken(long me) {
    return turnOf == 0 && TURN.compareAndSet(this, 0, me);
  }

  void endTurn() {
    if (againTaken > 0) {
      againTaken--;
    } else {
      turnOf = 0;
    }
  }

  /** Returns whether a timeout was set below zero. */
  boolean isImmediate() {
    return immediate != 0;
  }

  boolean isImmediate(int timeoutOption) {
    return (immediate & bit(timeoutOption)) != 0;
  }

  synchronized void noteTimeout(int timeoutOption, boolean belowZero) {
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
  void leaveError(int errno) {
    leftError = errno;
  }

  boolean hasLeftError() {
    return leftError != 0;
  }

  /** Returns the errno that was left for this call, 0 for none; only with the turn. */
  int takeLeftError() {
    int errno = leftError;
    if (errno != 0) {
      leftError = 0;
    }
    return errno;
  }

  /** Returns whether the file is not known to refuse a read that must not wait. */
  boolean canReadNow() {
    return !refusesReadNow;
  }

  /** Takes note that this kind of file refuses a read that must not wait, here and now and ever. */
  void noteRefusesReadNow() {
    refusesReadNow = true;
  }

  /** Returns a number that is different after a held call took something. */
  long taken() {
    return taken;
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // only with the turn
  void countTaken() {
    taken++;
  }

  /**
   * Returns the status flags, or {@code -errno}, for a caller without the turn: O_NONBLOCK that is
   * set for the length of another's call is not taken for the program's own.
   */
  int statusFlags(Syscalls syscalls, int fd) {
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
  long runInTurn(Original call) {
    boolean mine = takeTurnPatiently();
    try {
      return call.call(0);
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
  int withNonblock(Syscalls syscalls, int fd, Runnable call) {
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
