package dev.holdline.wait;

import dev.holdline.posix.Errno;
import dev.holdline.posix.Sockets;
import dev.holdline.posix.kernel.ReadBuffer;
import dev.holdline.posix.kernel.Spares;
import dev.holdline.posix.kernel.Syscalls;
import dev.holdline.posix.kernel.VectorPart;
import dev.holdline.selector.BackgroundSelector;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The way in for gated calls: decides whether the original function may be called now, and waits
 * until it may. Each method returns what the original returned, or -1 with errno set, and sets
 * errno last. Thread-safe.
 */
public final class Gate implements AutoCloseable {
  /** No timeout. */
  public static final long FOR_EVER = Deadline.NONE;

  /** No time to park: the thread only gives way to others. */
  public static final long GIVE_WAY = 0;

  private final Descriptors descriptors;
  private final BackgroundSelector selector;
  private final Waits waits;
  private final Syscalls syscalls;
  private final Spares<GatedRead> reads = new Spares<>(() -> new GatedRead(this));
  private final Spares<ParkedRead> parkeds = new Spares<>(() -> new ParkedRead(this));
  private final Spares<GatedMany> manys = new Spares<>(() -> new GatedMany(this));

  /**
   * Creates the gate of one Holdline.
   *
   * @param clock nanoseconds of a monotonic clock
   */
  public Gate(
      Descriptors descriptors,
      BackgroundSelector selector,
      WaitSettings settings,
      LongSupplier clock) {
    this.descriptors = descriptors;
    this.selector = selector;
    this.syscalls = descriptors.syscalls();
    this.waits = new Waits(syscalls, settings, clock);
  }

  /** Returns the descriptor of an open number, held from now on; null when it is not open. */
  public @Nullable Descriptor descriptor(int fd) {
    return descriptors.acquire(fd, selector);
  }

  /** Begins an explicit hold of an open number; null when it is not open. */
  public @Nullable Descriptor hold(int fd) {
    while (true) {
      Descriptor descriptor = verified(fd);
      if (descriptor == null) {
        return null;
      }
      descriptor.hold();
      if (!descriptor.passage().isRetired()) {
        return descriptor; // else another hold's release came between
      }
    }
  }

  /** As {@link #descriptor}, but never one whose number was closed and reused unnoticed. */
  @Nullable Descriptor verified(int fd) {
    Descriptor descriptor = descriptor(fd);
    if (descriptor != null) {
      descriptors.renewUnlessCurrent(descriptor);
    }
    return descriptor != null && descriptor.passage().isRetired() ? descriptor(fd) : descriptor;
  }

  /**
   * Returns who stands under the number of a descriptor that was taken out of use.
   *
   * @param waited whether the caller waited on it: what was recycled meanwhile is not the caller's
   * @return null when the number is not the caller's, or not open, any more
   */
  @Nullable Descriptor successor(Descriptor retired, boolean waited) {
    Descriptor successor = descriptor(retired.fd());
    boolean follows =
        successor != null && (!waited || successor.identity().equals(retired.identity()));
    return follows ? successor : null;
  }

  /**
   * Returns who stands for the file that a call has taken something from, and goes on with; null
   * when its number is not that file's any more.
   */
  @Nullable Descriptor same(Descriptor descriptor) {
    descriptors.renewUnlessCurrent(descriptor);
    return descriptor.passage().isRetired() ? successor(descriptor, true) : descriptor;
  }

  /** Ends one explicit hold of a descriptor. */
  public void release(Descriptor descriptor) {
    descriptors.release(descriptor);
  }

  Descriptors descriptors() {
    return descriptors;
  }

  /**
   * Returns -1 with errno set, and closes the descriptor first if interrupts are to do that. A
   * channel that makes the call does it itself: closed twice, the number may be another's.
   */
  long interrupted(Descriptor descriptor) {
    boolean closesItself = CallersHook.interruptChannel();
    if (waits.settings().interrupts() == InterruptPolicy.CLOSE && !closesItself) {
      descriptors.close(descriptor, waits);
    }
    return failed(Errno.EINTR);
  }

  static long failed(int errno) {
    Errno.set(errno);
    return -1;
  }

  GatedRead borrowRead() {
    return reads.borrow();
  }

  /** Takes one back; one whose call threw is left to the garbage collector. */
  void giveBack(GatedRead read) {
    read.end();
    reads.giveBack(read);
  }

  ParkedRead borrowParked() {
    return parkeds.borrow();
  }

  void giveBack(ParkedRead parked) {
    parkeds.giveBack(parked);
  }

  Waits waits() {
    return waits;
  }

  Syscalls syscalls() {
    return syscalls;
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
    GatedRead read = borrowRead();
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
    return allOfStream(fd, flags, original).run();
  }

  GatedReadAll allOfStream(int fd, int flags, Divisible original) {
    StreamPart part = new StreamPart(syscalls, fd, original);
    return new GatedReadAll(this, fd, flags, original.length(), FOR_EVER, part);
  }

  /**
   * recvmmsg with MSG_WAITALL from a stream.
   *
   * @param overNanos time after which no further message is waited for, {@link Deadline#NONE} for
   *     none
   */
  public long readMessagesOfStream(int fd, int flags, long overNanos, MessageVector vector) {
    return new GatedMessages(this, fd, flags, overNanos, vector).run();
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
    return new GatedReadAll(this, fd, flags, wanted, overNanos, original).run();
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

  /** Told by what is held: a number that stands for something else answers with an error. */
  private boolean isHeldSocket(int fd) {
    Descriptor held = descriptors.find(fd);
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

  /** Returns the time by the clock of this Holdline, in nanoseconds. */
  public long now() {
    return waits.now();
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
    return new GatedWrite(this, fd, flags, send, original).run();
  }

  /** connect(2). */
  public long connect(int fd, Original original) {
    return new GatedConnect(this, fd, original).run();
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
    return descriptors.close(fd, selector, waits, original);
  }

  /** close_range(2) from {@code first} to {@code last}, both included and unsigned. */
  public long closeRange(int first, int last, Original original) {
    return descriptors.closeRange(first, last, waits, original);
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
    Descriptor held = descriptors.find(fd);
    return held == null ? original.call(0) : held.file().runInTurn(original);
  }

  /** Takes note of SO_RCVLOWAT. */
  public void noteLowWater(int fd) {
    Descriptor descriptor = descriptor(fd);
    if (descriptor != null) {
      descriptor.noteLowWater();
    }
  }

  /**
   * Takes note of SO_RCVTIMEO or SO_SNDTIMEO.
   *
   * @param belowZero which the kernel takes for "do not wait" and reports as none, see socket(7)
   */
  public void noteTimeout(int fd, int option, boolean belowZero) {
    Descriptor descriptor = belowZero ? verified(fd) : descriptors.find(fd);
    if (descriptor != null) {
      descriptor.file().noteTimeout(option, belowZero);
    }
  }

  /** Ends the selector; waits that are under way go on degraded. */
  @Override
  public void close() {
    selector.close();
    waits.close();
  }
}
