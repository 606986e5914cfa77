package dev.holdline.wait;

import dev.holdline.posix.Poll;
import dev.holdline.posix.kernel.Syscalls;
import dev.holdline.posix.kernel.TerminalMode;
import java.util.concurrent.TimeUnit;

/**
 * What the settings of a terminal make of one read. They are asked for once, before the first look;
 * what changes them meanwhile counts as far as poll(2) goes by it. See termios(3). Used by one
 * thread at a time, and again by later calls.
 *
 * <pre>
 *  VMIN   VTIME  the read waits                          here
 *  0      0      not at all                              the original is called at once
 *  0      more   for VTIME at most, then 0               a deadline
 *  1..    0      for VMIN bytes, or what it asked for    as poll(2), or by number if those are fewer
 *  1..    more   for the first byte without end, then    by number once poll(2) saw one; what is
 *                until VTIME passed without another      there when the time is up is all it asks for
 *  canonical     for a line                              as poll(2)
 * </pre>
 *
 * <p>Nothing tells that one more byte came. So where they are counted, the thread looks again every
 * few milliseconds. They stay where they are until there are enough.
 */
final class TerminalRead {
  private static final int UNASKED = Integer.MIN_VALUE;
  private static final long SHORTEST = TimeUnit.MILLISECONDS.toNanos(1);
  private static final int LONGEST_SHIFT = 3; // 8 ms

  private final Syscalls syscalls;
  private int fd;
  private long length;

  private int mode = UNASKED; // or -errno for what is no terminal
  private int seen; // bytes, at the last look
  private int quiet; // looks since their number changed
  private boolean changed; // since the deadline was set
  private boolean readable; // as poll(2) said
  private boolean timeIsUp; // unless the next look sees another number
  private long part; // of the length, to be asked for; 0 for all of it

  TerminalRead(Syscalls syscalls) {
    this.syscalls = syscalls;
  }

  /** Begins with another call, or with the same one on another file. */
  void begin(int number, long bytes) {
    fd = number;
    length = bytes;
    mode = UNASKED;
    seen = 0;
    quiet = 0;
    changed = false;
    readable = false;
    timeIsUp = false;
    part = 0;
  }

  /** Leaves what must not be forgotten. */
  void leave(ParkedRead call) {
    call.terminal = mode;
    call.seen = seen;
    call.quiet = quiet;
  }

  /** Goes on with a call that was suspended, after {@link #begin}. */
  void comeBack(ParkedRead call) {
    mode = call.terminal;
    seen = call.seen;
    quiet = call.quiet;
  }

  /** Asks for the settings, unless that was done. Before it, this is no terminal. */
  void ask() {
    if (mode == UNASKED) {
      mode = syscalls.terminalMode(fd);
    }
  }

  boolean isTerminal() {
    return mode >= 0;
  }

  private int vmin() {
    return TerminalMode.vmin(isTerminal() ? mode : TerminalMode.AS_POLLED);
  }

  private long vtimeNanos() {
    return TerminalMode.vtimeNanos(isTerminal() ? mode : TerminalMode.AS_POLLED);
  }

  private int needed() {
    return TerminalMode.needed(mode, length);
  }

  /** Whether a read never waits. */
  boolean isImmediate() {
    return vmin() == 0 && vtimeNanos() == 0;
  }

  /** Whether a read that finds nothing ends by itself, with 0. */
  boolean endsWithNothing() {
    return vmin() == 0;
  }

  /** Returns for how long a read waits, {@link Deadline#NONE} for no end. */
  long timeoutNanos() {
    return endsWithNothing() && !isImmediate() ? vtimeNanos() : Deadline.NONE;
  }

  /** Whether the number of bytes decides, and not poll(2). */
  boolean counts() {
    return isTerminal() && vmin() > 0 && (isTimedBetween() ? needed() > 1 : needed() < vmin());
  }

  /** Whether VTIME is the time between two bytes. */
  private boolean isTimedBetween() {
    return vmin() > 0 && vtimeNanos() > 0;
  }

  /** Returns 0 as long as the read would wait; else what poll(2) says, or {@code -errno}. */
  int look() {
    int revents = syscalls.look(fd, Poll.POLLIN);
    part = 0;
    if (revents < 0 || (revents & Poll.ALWAYS) != 0) {
      return revents;
    }
    readable = revents != 0;
    int available = readable || !isTimedBetween() ? syscalls.bytesAvailable(fd) : 0;
    return available < 0 || isEnough(available) ? Poll.POLLIN : 0;
  }

  private boolean isEnough(int available) {
    boolean same = available == seen;
    if (available >= needed()) {
      return true;
    }
    if (same && available > 0 && timeIsUp) {
      part = available;
      return true;
    }
    quiet = same ? quiet + 1 : 0;
    changed |= !same;
    timeIsUp = false;
    seen = available;
    return false;
  }

  /** Returns how many bytes the original is to be called for, 0 for as many as the caller says. */
  long part() {
    return part;
  }

  /** Returns how long to wait before the next look without an eye on the terminal, 0 for not. */
  long pauseNanos() {
    boolean unwatched = counts() && (readable || !isTimedBetween()); // poll(2) has said all it says
    return unwatched ? SHORTEST << Math.min(quiet, LONGEST_SHIFT) : 0;
  }

  /**
   * Returns when the call ends unless another byte comes: each one begins the time anew.
   *
   * @param present the deadline up to now
   */
  long deadline(long present, long now) {
    if (!changed || !isTimedBetween()) {
      return present;
    }
    changed = false;
    return seen == 0 ? Deadline.NONE : Deadline.after(now, vtimeNanos()); // 0: another call took it
  }

  /** Takes note that the deadline passed; true when the read is to be tried then. */
  boolean endsWithPart() {
    timeIsUp = counts() && isTimedBetween();
    return timeIsUp;
  }
}
