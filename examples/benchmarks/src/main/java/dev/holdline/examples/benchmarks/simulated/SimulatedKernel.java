package dev.holdline.examples.benchmarks.simulated;

import static dev.holdline.posix.abi.Layout.EPOLL_EVENT_DATA;
import static dev.holdline.posix.abi.Layout.EPOLL_EVENT_EVENTS;
import static dev.holdline.posix.abi.Layout.EPOLL_EVENT_SIZE;

import dev.holdline.examples.benchmarks.Arrivals;
import dev.holdline.posix.Epoll;
import dev.holdline.posix.Errno;
import dev.holdline.posix.Poll;
import dev.holdline.posix.Sockets;
import dev.holdline.posix.kernel.NativeBlock;
import dev.holdline.posix.kernel.PollSet;
import dev.holdline.posix.kernel.Syscalls;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import jnr.ffi.Pointer;

/**
 * Connected TCP sockets 0 to n - 1 and one epoll instance, in arrays that are there from the
 * beginning. A socket has a byte or none. Thread-safe; what Holdline does not need for it is
 * refused.
 */
final class SimulatedKernel implements Syscalls {
  private static final int ARMED = 1; // for POLLIN, once
  private static final int BYTE = 2;

  private final AtomicIntegerArray states;
  private final long[] tags; // published by states
  private final int epoll;
  private final AtomicInteger nextEventfd;
  private final ReadyQueue ready;
  private final Arrivals armed = new Arrivals();

  SimulatedKernel(int sockets) {
    states = new AtomicIntegerArray(sockets);
    tags = new long[sockets];
    epoll = sockets;
    nextEventfd = new AtomicInteger(sockets + 1);
    ready = new ReadyQueue(sockets);
  }

  /** Sockets that are armed for data, one after the other. */
  Arrivals armed() {
    return armed;
  }

  /** Lets these sockets have a byte each, all at once. */
  void deliver(int[] sockets) {
    int[] reported = new int[sockets.length];
    int reports = 0;
    for (int fd : sockets) {
      if (set(fd, BYTE)) {
        reported[reports++] = fd;
      }
    }
    ready.put(reported, reports);
  }

  /** Takes the byte of a socket; false when there is none. */
  boolean take(int fd) {
    return (states.getAndUpdate(fd, state -> state & ~BYTE) & BYTE) != 0;
  }

  /** Sets one of the two marks; true when there is now something to report, once. */
  private boolean set(int fd, int mark) {
    int both = ARMED | BYTE;
    int before = states.getAndUpdate(fd, state -> (state | mark) == both ? BYTE : state | mark);
    return (before | mark) == both;
  }

  /** Ends the wait for events, as a timeout would. */
  void nudge() {
    ready.nudge();
  }

  /** Returns how long the selector was busy between its last two waits, after a {@link #nudge}. */
  long awaitBusyNanos(long boundNanos) {
    return ready.awaitBusyNanos(boundNanos);
  }

  @Override
  public int epollCreate() {
    return epoll;
  }

  @Override
  public int epollCtl(int epfd, int operation, int fd, int events, long tag) {
    if (fd >= epoll || operation == Epoll.EPOLL_CTL_DEL) {
      return 0; // an eventfd of the selector's own, or one that is forgotten
    }
    tags[fd] = tag;
    if ((events & Poll.POLLIN) != 0) {
      if (set(fd, ARMED)) {
        ready.put(new int[] {fd}, 1);
      }
      armed.arrive();
    }
    return 0;
  }

  @Override
  public int epollWait(int epfd, NativeBlock events, int maxEvents, int timeoutMillis) {
    int[] sockets = new int[maxEvents];
    int count = ready.take(sockets, timeoutMillis);
    Pointer memory = events.pointer();
    for (int i = 0; i < count; i++) {
      memory.putInt((long) i * EPOLL_EVENT_SIZE + EPOLL_EVENT_EVENTS, Poll.POLLIN);
      memory.putLong((long) i * EPOLL_EVENT_SIZE + EPOLL_EVENT_DATA, tags[sockets[i]]);
    }
    return count;
  }

  @Override
  public int eventfd() {
    return nextEventfd.getAndIncrement();
  }

  @Override
  public int eventfdSignal(int eventfd) {
    ready.nudge();
    return 0;
  }

  @Override
  public int eventfdDrain(int eventfd) {
    return 0;
  }

  @Override
  public int look(int fd, int events) {
    return (states.get(fd) & BYTE) != 0 ? events & Poll.POLLIN : 0;
  }

  @Override
  public int statusFlags(int fd) {
    return 2; // O_RDWR
  }

  @Override
  public int socketOption(int fd, int option) {
    return switch (option) {
      case Sockets.SO_TYPE -> Sockets.SOCK_STREAM;
      case Sockets.SO_DOMAIN -> Sockets.AF_INET;
      case Sockets.SO_RCVLOWAT -> 1;
      default -> 0; // no error, not listening
    };
  }

  @Override
  public long socketTimeoutNanos(int fd, int option) {
    return 0;
  }

  @Override
  public long socketCookie(int fd) {
    return fd < epoll ? fd + 1 : -Errno.ENOTSOCK;
  }

  @Override
  public int bytesAvailable(int fd) {
    return (states.get(fd) & BYTE) != 0 ? 1 : 0;
  }

  @Override
  public long bootNanos() {
    throw notSimulated("clock_gettime");
  }

  @Override
  public int close(int fd) {
    return 0;
  }

  @Override
  public int poll(PollSet set, int count, long timeoutNanos) {
    throw notSimulated("poll");
  }

  @Override
  public int setStatusFlags(int fd, int flags) {
    throw notSimulated("fcntl");
  }

  @Override
  public int fileStatus(int fd, long[] status) {
    throw notSimulated("statx");
  }

  @Override
  public int isPollable(int fd) {
    throw notSimulated("epoll_ctl of a file");
  }

  @Override
  public long fileSystem(int fd) {
    throw notSimulated("fstatfs");
  }

  @Override
  public int terminalMode(int fd) {
    throw notSimulated("tcgetattr");
  }

  @Override
  public int isBackground(int fd) {
    throw notSimulated("ioctl TIOCGPGRP");
  }

  @Override
  public int smallestRead(int fd) {
    throw notSimulated("a look into /proc");
  }

  @Override
  public int fdTableSize() {
    throw notSimulated("a look into /proc");
  }

  @Override
  public long readNow(int fd, boolean socket, long vector, int count) {
    throw notSimulated("readNow");
  }

  @Override
  public long receive(int fd, NativeBlock header, int flags) {
    throw notSimulated("receive");
  }

  @Override
  public long countBytes(int fd, long most) {
    throw notSimulated("countBytes");
  }

  @Override
  public int isAtMark(int fd) {
    throw notSimulated("isAtMark");
  }

  @Override
  public long readv(int fd, long vector, int count) {
    throw notSimulated("readv");
  }

  @Override
  public long send(int fd, NativeBlock bytes, long length, int flags) {
    throw notSimulated("send");
  }

  @Override
  public long write(int fd, NativeBlock bytes, long length) {
    throw notSimulated("write");
  }

  private static UnsupportedOperationException notSimulated(String call) {
    return new UnsupportedOperationException(
        call + " is not simulated: waiting receivers on sockets do without");
  }
}
