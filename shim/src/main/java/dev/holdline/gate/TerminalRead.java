package dev.holdline.gate;

import dev.holdline.posix.Poll;
import dev.holdline.posix.kernel.Syscalls;
import dev.holdline.posix.kernel.TerminalMode;
import dev.holdline.selector.Deadline;
import dev.holdline.wait.Backoff;
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
  private static final Backoff BETWEEN_COUNTS =
      new Backoff(TimeUnit.MILLISECONDS.toNanos(1), TimeUnit.MILLISECONDS.toNanos(8));

  private final Syscalls syscalls;
  private final ReadState call;

  private boolean changed; // the number of bytes, since the deadline was set
  private boolean readable; // as poll(2) said
  private boolean timeIsUp; // unless the next look sees another number
  private long part; // of the length, to be asked for; 0 for all of it

  TerminalRead(Syscalls syscalls, ReadState call) {
    this.syscalls = syscalls;
    this.call = call;
  }

  /** Begins with another call, or with the same one on another file. */
  void begin() {
    changed = false;
    readable = false;
    timeIsUp = false;
    part = 0;
  }

  /** Asks for the settings, unless that was done. Before it, this is no terminal. */
  void ask() {
    if (call.terminalMode == ReadState.UNASKED) {
      call.terminalMode = syscalls.terminalMode(call.fd); // -errno for what is no terminal
    }
  }

  boolean isTerminal() {
    return call.terminalMode >= 0;
  }

  private int vmin() {
    return TerminalMode.vmin(isTerminal() ? call.terminalMode : TerminalMode.AS_POLLED);
  }

  private long vtimeNanos() {
    return TerminalMode.vtimeNanos(isTerminal() ? call.terminalMode : TerminalMode.AS_POLLED);
  }

  private int needed() {
    return TerminalMode.needed(call.terminalMode, call.length);
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
    int revents = syscalls.look(call.fd, Poll.POLLIN);
    part = 0;
    if (revents < 0 || (revents & Poll.ALWAYS) != 0) {
      return revents;
    }
    readable = revents != 0;
    int available = readable || !isTimedBetween() ? syscalls.bytesAvailable(call.fd) : 0;
    return available < 0 || isEnough(available) ? Poll.POLLIN : 0;
  }

  private boolean isEnough(int available) {
    boolean same = available == call.bytesSeen;
    if (available >= needed()) {
      return true;
    }
    if (same && available > 0 && timeIsUp) {
      part = available;
      return true;
    }
    call.quietLooks = same ? call.quietLooks + 1 : 0;
    changed |= !same;
    timeIsUp = false;
    call.bytesSeen = available;
    return false;
  }

  /** Returns how many bytes the original is to be called for, 0 for as many as the caller says. */
  long part() {
    return part;
  }

  /** Returns how long to wait before the next look without an eye on the terminal, 0 for not. */
  long pauseNanos() {
    boolean unwatched = counts() && (readable || !isTimedBetween()); // poll(2) has said all it says
    return unwatched ? BETWEEN_COUNTS.pauseNanos(call.quietLooks + 1) : 0;
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
    return call.bytesSeen == 0
        ? Deadline.NONE
        : Deadline.after(now, vtimeNanos()); // 0: another call took it
  }

  /** Takes note that the deadline passed; true when the read is to be tried then. */
  boolean endsWithPart() {
    timeIsUp = counts() && isTimedBetween();
    return timeIsUp;
  }
}
