package dev.holdline.gate;

import dev.holdline.held.Identity;
import dev.holdline.held.Incarnation;
import dev.holdline.held.Watch;
import dev.holdline.posix.Errno;
import dev.holdline.posix.Files;
import dev.holdline.posix.Poll;
import dev.holdline.posix.Sockets;
import dev.holdline.posix.kernel.Syscalls;
import dev.holdline.selector.Deadline;

/**
 * On which terms the kernel would let one call wait: whether at all, for how long, and for what.
 * Asked anew for each call; nothing of it is kept. Used by one thread at a time.
 */
final class ReadTerms {
  /** Longest array that costs less to copy for nothing than a look costs. */
  private static final int SMALL = 4096;

  private final Syscalls syscalls;
  private final ReadState call;
  private final TerminalRead terminal;
  private boolean mark; // ends the call, too

  ReadTerms(Syscalls syscalls, ReadState call) {
    this.syscalls = syscalls;
    this.call = call;
    this.terminal = new TerminalRead(syscalls, call);
  }

  /** Begins with another call, or goes on with one that was parked. */
  void begin() {
    mark = false;
    terminal.begin();
  }

  /** Makes the urgent mark of a stream end the call, too: it has some bytes by now. */
  void endAtMark() {
    mark = true;
  }

  /** Begins anew on another file. */
  void changeFile() {
    call.forgetFileTerms();
    terminal.begin();
  }

  /** Whether the call, if it can be told not to wait, may be its own first look. */
  boolean triesFirst() {
    return call.flags == 0 && call.length > 0 && call.length <= SMALL;
  }

  /** Returns what to wait for. */
  int events() {
    return mark ? call.how.events() | Poll.POLLPRI : call.how.events();
  }

  /** Returns what poll(2) says of the call's readiness, or {@code -errno}. */
  int look() {
    if (terminal.counts()) {
      return terminal.look();
    }
    int revents = syscalls.look(call.fd, events());
    // once the urgent byte was read, poll(2) does not say any more that the stream is at the mark
    return mark && revents == 0 && syscalls.isAtMark(call.fd) > 0 ? Poll.POLLPRI : revents;
  }

  /** Returns what the settings make of a read, if the descriptor is a terminal. */
  TerminalRead terminal() {
    return terminal;
  }

  /** Whether the number of bytes decides, and not poll(2): on a terminal, by its settings. */
  boolean countBytes(Incarnation file) {
    if (call.how == Reading.READ && file.identity().kind() == Identity.Kind.CHARACTER) {
      terminal.ask();
    }
    return terminal.counts();
  }

  /** Returns for how long the call waits, {@link Deadline#NONE} for no end. */
  long timeoutNanos(Incarnation file) {
    return countBytes(file) || terminal.endsWithNothing()
        ? terminal.timeoutNanos()
        : file.timeoutNanos(call.how.timeoutOption());
  }

  /**
   * Whether a read that waited, and returned 0, was of a pseudo terminal whose other side went: the
   * kernel answers EIO to a read that it itself lets wait then, and 0 to a later one.
   */
  boolean wasHungUp() {
    return terminal.isTerminal()
        && call.how == Reading.READ
        && syscalls.fileSystem(call.fd) == Files.DEVPTS_SUPER_MAGIC
        && (syscalls.look(call.fd, call.how.events()) & Poll.POLLERR) != 0;
  }

  /**
   * Whether what poll(2) said is more than that something happened: POLLERR alone may be an entry
   * in the error queue, POLLHUP alone the end, or a terminal whose other side comes back.
   */
  boolean isSure(int revents) {
    return revents < 0 || (revents & events()) != 0;
  }

  /** Whether the peer or the connection is gone: no more bytes will come. */
  boolean isGone() {
    return (syscalls.look(call.fd, Watch.GONE) & Watch.GONE) != 0;
  }

  /** Returns how many bytes are there, or {@code -errno}. */
  long bytesAvailable() {
    return syscalls.bytesAvailable(call.fd);
  }

  /** Whether a call ends that needs all bytes: by them, by the end, or by the urgent mark. */
  boolean isWhole() {
    boolean atMark =
        asksForAll() && syscalls.isAtMark(call.fd) > 0; // FIONREAD does not look behind it
    long bytes = atMark ? syscalls.countBytes(call.fd, call.length) : bytesAvailable();
    return bytes >= call.length || isGone() || (bytes > 0 && !atMark && asksForAll() && isUrgent());
  }

  private boolean isUrgent() {
    return (syscalls.look(call.fd, Poll.POLLPRI) & Poll.POLLPRI) != 0;
  }

  /** Whether O_NONBLOCK is set, or the descriptor is not open any more. */
  boolean isNonblocking() {
    return isNonblocking(syscalls.statusFlags(call.fd));
  }

  private static boolean isNonblocking(int status) {
    return status < 0 || (status & Files.O_NONBLOCK) != 0;
  }

  /**
   * Whether the kernel answers without waiting although the descriptor is not ready.
   *
   * @param wouldWait whether the call, told not to wait, just said that it would: a socket that
   *     listens, or does not, as the call must not have it, says so even then
   */
  boolean answersAtOnce(Incarnation file, boolean wouldWait) {
    int status = syscalls.statusFlags(call.fd);
    if (isNonblocking(status)) {
      return true;
    }
    if (file.isSocket()) {
      boolean wrongKind =
          !wouldWait
              && call.how.answersAtOnce(syscalls.socketOption(call.fd, Sockets.SO_ACCEPTCONN) == 1);
      return wrongKind || ((call.flags & Sockets.MSG_OOB) != 0 && (isStream() || isUnix()));
    }
    int unable = call.how.events() == Poll.POLLOUT ? Files.O_RDONLY : Files.O_WRONLY;
    boolean atOnce =
        call.how.socketOnly()
            || (status & Files.O_ACCMODE) == unable
            || isAnsweredByKind(file.identity().kind());
    return atOnce && file.audit(); // a recycled number may be a socket now, which waits
  }

  private boolean isAnsweredByKind(Identity.Kind kind) {
    return switch (kind) {
      case CHARACTER -> call.how.events() == Poll.POLLIN && isAnsweredByTerminal();
      case POLLED_FILE -> // a message queue is received from; a read of it only describes it
          call.how == Reading.READ && syscalls.fileSystem(call.fd) == Files.MQUEUE_MAGIC;
      case ANONYMOUS -> call.how == Reading.READ && call.length < syscalls.smallestRead(call.fd);
      default -> false;
    };
  }

  private boolean isAnsweredByTerminal() {
    terminal.ask();
    boolean endsItself =
        call.how != Reading.READ && terminal.endsWithNothing(); // whatever it calls
    return terminal.isTerminal()
        && (terminal.isImmediate() || endsItself || syscalls.isBackground(call.fd) == 1);
  }

  /** Whether the kernel waits for just what poll(2) waits for, on a file that does not change. */
  boolean areOfPoll(Incarnation file) {
    return (call.flags & (Sockets.MSG_WAITALL | Sockets.MSG_OOB)) == 0
        && !file.hasLowWater()
        && file.identity().kind() != Identity.Kind.CHARACTER;
  }

  /** Whether the call has MSG_WAITALL, and cannot be done in parts. */
  boolean asksForAll() {
    return call.how == Reading.RECV && (call.flags & Sockets.MSG_WAITALL) != 0;
  }

  /**
   * Whether all bytes must be there, where poll(2) goes by another number: it says ready at one
   * byte to a call that wants all of them, and stays silent below SO_RCVLOWAT to a call that wants
   * fewer.
   */
  boolean needsAll(Incarnation file) {
    boolean all = asksForAll() && isStream();
    boolean peeksAtOnce = (call.flags & Sockets.MSG_PEEK) != 0 && !isTcp(); // a UNIX socket's peek
    boolean belowLowWater =
        file.hasLowWater() && call.length < syscalls.socketOption(call.fd, Sockets.SO_RCVLOWAT);
    return call.length > 0 && ((all && !peeksAtOnce) || (belowLowWater && isTcp()));
  }

  /**
   * Whether reading was shut down. A datagram socket then answers a call that may wait with 0, and
   * one that may not with EAGAIN; neither waits.
   */
  boolean isShutDown() {
    return (syscalls.look(call.fd, Poll.POLLRDHUP) & Poll.POLLRDHUP) != 0;
  }

  /**
   * Whether the connection broke and no bytes came before that: the kernel leaves the error for the
   * next call if this one has something already. A UNIX stream socket's call takes it along.
   */
  boolean leavesError() {
    int broken = Poll.POLLERR | Poll.POLLHUP; // POLLERR alone may be an entry in the error queue
    return (syscalls.look(call.fd, call.how.events()) & broken) == broken
        && bytesAvailable() <= 0
        && isTcp();
  }

  /**
   * Whether an error that a call took is the next one's if it has something already: not when it is
   * about the memory of this one, and not of the socket.
   */
  boolean leavesTakenError(int errno) {
    boolean ofItsMemory = mark && errno == Errno.EFAULT; // recvmmsg leaves even that
    return !ofItsMemory && (!isStream() || isTcp());
  }

  /**
   * Whether the call ends with 0 when its time is up: a zero-length recv on a TCP socket does, and
   * a read of a terminal.
   */
  boolean endsWithNothing() {
    return terminal.endsWithNothing() || (call.how == Reading.RECV && call.length == 0 && isTcp());
  }

  private boolean isTcp() {
    return isStream() && !isUnix();
  }

  private boolean isUnix() {
    return syscalls.socketOption(call.fd, Sockets.SO_DOMAIN) == Sockets.AF_UNIX;
  }

  private boolean isStream() {
    return syscalls.socketOption(call.fd, Sockets.SO_TYPE) == Sockets.SOCK_STREAM;
  }
}
