package dev.holdline.gate;

import dev.holdline.held.Descriptors;
import dev.holdline.held.Held;
import dev.holdline.held.Incarnation;
import dev.holdline.posix.Sockets;
import dev.holdline.posix.kernel.ReadBuffer;
import dev.holdline.posix.kernel.Spares;
import dev.holdline.posix.kernel.Syscalls;
import dev.holdline.posix.kernel.VectorPart;
import dev.holdline.selector.BackgroundSelector;
import dev.holdline.selector.Clock;
import dev.holdline.selector.Deadline;
import dev.holdline.wait.VirtualThreads;
import dev.holdline.wait.WaitSettings;
import dev.holdline.wait.Ways;
import org.jspecify.annotations.Nullable;

/**
 * The way in for gated calls: decides whether the original function may be called now, and waits
 * until it may. Each method returns what the original returned, or -1 with errno set, and sets
 * errno last. Thread-safe.
 */
public final class Gate implements AutoCloseable {
  /** No timeout. */
  public static final long FOR_EVER = Deadline.NONE;

  /** No time to park: the thread only yields to others. */
  public static final long YIELD = Suspended.YIELD;

  private final GateContext context;
  private final Syscalls syscalls;
  private final Spares<GatedRead> reads = new Spares<>(this::newRead);
  private final Spares<ParkedRead> parkedReads = new Spares<>(this::newParkedRead);
  private final Spares<GatedMany> manys = new Spares<>(this::newMany);

  /**
   * Creates the gate of one Holdline.
   *
   * @param clock for timeouts and slices
   */
  public Gate(
      Descriptors descriptors, BackgroundSelector selector, WaitSettings settings, Clock clock) {
    this.syscalls = descriptors.syscalls();
    this.context = new GateContext(descriptors, selector, new Ways(descriptors, settings, clock));
  }

  private GatedRead newRead() {
    return new GatedRead(context, reads, parkedReads);
  }

  private ParkedRead newParkedRead() {
    return new ParkedRead(reads, parkedReads);
  }

  private GatedMany newMany() {
    return new GatedMany(context);
  }

  /** Returns the file under an open number, held from now on; null when it is not open. */
  public @Nullable Incarnation file(int fd) {
    return context.file(fd);
  }

  /** Begins an explicit hold of an open number; null when it is not open. */
  public @Nullable Held hold(int fd) {
    return context.hold(fd);
  }

  /** Ends one explicit hold of a descriptor. */
  public void release(Held held) {
    context.descriptors().release(held);
  }

  /**
   * A call that waits for one descriptor and then takes something from it.
   *
   * @param flags the caller's flags, 0 for a function without
   * @param length bytes asked for; only whether it is 0, or less than SO_RCVLOWAT, matters
   * @return what the call returned; nothing when {@link Original#suspend} was called
   */
  public long read(int fd, Reading how, int flags, long length, Original original) {
    if ((flags & (Sockets.MSG_DONTWAIT | Sockets.MSG_ERRQUEUE)) != 0
        || (how == Reading.READ && length == 0)) {
      return original.call(0);
    }
    GatedRead read = reads.borrow();
    read.begin(fd, how, flags, length, original);
    long result = read.run();
    read.finish();
    return result;
  }

  /**
   * A read with MSG_WAITALL from a stream: goes on until it has everything, or what ends such a
   * call in the kernel.
   */
  public long readAllOfStream(int fd, int flags, Divisible original) {
    return GatedReadAll.ofStream(context, reads.borrow(), fd, flags, original).run();
  }

  /**
   * recvmmsg with MSG_WAITALL from a stream.
   *
   * @param overNanos time after which no further message is waited for, {@link Deadline#NONE} for
   *     none
   */
  public long readMessagesOfStream(int fd, int flags, long overNanos, MessageVector vector) {
    return new GatedMessages(context, reads, fd, flags, overNanos, vector).run();
  }

  /**
   * A read that goes on until it has everything, as recvmmsg does.
   *
   * @param wanted bytes, or messages
   * @param overNanos time after which no further part is waited for, {@link Deadline#NONE} for none
   */
  public long readAll(int fd, int flags, long wanted, long overNanos, Continuable original) {
    if ((flags & (Sockets.MSG_DONTWAIT | Sockets.MSG_ERRQUEUE)) != 0) {
      return original.call(0);
    }
    return new GatedReadAll(context, reads.borrow(), fd, flags, wanted, overNanos, original).run();
  }

  /**
   * Reads into one buffer without waiting, whatever O_NONBLOCK says; see {@link Syscalls#readNow}.
   */
  public long readNow(int fd, ReadBuffer buffer) {
    return buffer.read(syscalls, fd, isHeldSocket(fd));
  }

  /** Reads into a vector without waiting, as {@link #readNow(int, ReadBuffer)}. */
  public long readNow(int fd, long vector, int count) {
    return syscalls.readNow(fd, isHeldSocket(fd), vector, count);
  }

  /** Reads into the part of a vector, as readv(2) does. */
  public long readv(int fd, VectorPart part) {
    return part.read(syscalls, fd);
  }

  /** By what is held; a number that stands for something else by now answers with an error. */
  private boolean isHeldSocket(int fd) {
    Incarnation held = context.descriptors().find(fd);
    return held != null && held.isSocket();
  }

  /** Returns whether {@code fd} is a stream socket, where MSG_WAITALL means something. */
  public boolean isStream(int fd) {
    return syscalls.socketOption(fd, Sockets.SO_TYPE) == Sockets.SOCK_STREAM;
  }

  /**
   * Returns whether what a call receives is thrown away instead of written: see MSG_TRUNC, tcp(7).
   */
  public boolean discards(int fd, int flags) {
    return (flags & Sockets.MSG_TRUNC) != 0
        && isStream(fd)
        && syscalls.socketOption(fd, Sockets.SO_DOMAIN) != Sockets.AF_UNIX;
  }

  /** Returns how many descriptors the process has room for now, negative when nobody knows. */
  public int fdTableSize() {
    return syscalls.fdTableSize();
  }

  /** Returns the time that is so long after another, {@link #FOR_EVER} for no end. */
  public static long after(long now, long nanos) {
    return Deadline.after(now, nanos);
  }

  /** Returns the time by the clock of this Holdline, in nanoseconds. */
  public long now() {
    return context.ways().now();
  }

  /** Returns whether the calling thread must not wait inside a write: a virtual thread. */
  public static boolean gatesWrites() {
    return VirtualThreads.isCurrent();
  }

  /**
   * A call that writes, of a thread for which {@link #gatesWrites}.
   *
   * @param send whether it is of the send family, which answers ENOTSOCK for other files
   */
  public long write(int fd, int flags, boolean send, Outgoing original) {
    if ((flags & Sockets.MSG_DONTWAIT) != 0) {
      return original.call(0);
    }
    return new GatedWrite(context, fd, flags, send, original).run();
  }

  /** connect(2). */
  public long connect(int fd, Original original) {
    return new GatedConnect(context, fd, original).run();
  }

  /**
   * poll(2), select(2), epoll_wait(2) and their kin.
   *
   * @param timeoutNanos {@link Deadline#NONE} for no timeout
   */
  public long many(long timeoutNanos, ManyCall call) {
    GatedMany many = manys.borrow();
    long result = many.run(timeoutNanos, call);
    many.end(); // one whose call threw is left to the garbage collector
    manys.giveBack(many);
    return result;
  }

  /** A call that closes {@code fd}. */
  public long close(int fd, Original original) {
    return GatedClose.close(context, fd, original);
  }

  /** close_range(2) from {@code first} to {@code last}, both included and unsigned. */
  public long closeRange(int first, int last, Original original) {
    return GatedClose.closeRange(context, first, last, original);
  }

  /** dup2(2) or dup3(2): closes {@code newFd} when {@code oldFd} is open and another one. */
  public long dupOnto(int oldFd, int newFd, Original original) {
    if (oldFd == newFd || syscalls.statusFlags(oldFd) < 0) {
      return original.call(0);
    }
    return close(newFd, original);
  }

  /** A call that asks for the status flags of {@code fd} or sets them: fcntl(2), FIONBIO. */
  public long statusFlags(int fd, Original original) {
    Incarnation held = context.descriptors().find(fd);
    return held == null ? original.call(0) : held.openFile().runInTurn(() -> original.call(0));
  }

  /** Takes note of SO_RCVLOWAT. */
  public void noteLowWater(int fd) {
    Incarnation file = context.file(fd);
    if (file != null) {
      file.noteLowWater();
    }
  }

  /**
   * Takes note of SO_RCVTIMEO or SO_SNDTIMEO.
   *
   * @param belowZero which the kernel takes for "do not wait" and reports as none, see socket(7)
   */
  public void noteTimeout(int fd, int option, boolean belowZero) {
    Incarnation file = belowZero ? context.verified(fd) : context.descriptors().find(fd);
    if (file != null) {
      file.openFile().noteTimeout(option, belowZero);
    }
  }

  /** Ends the selector; waits that are under way go on degraded. */
  @Override
  public void close() {
    context.selector().close();
    context.ways().close();
  }
}
