package dev.holdline.examples.benchmarks.wire.load;

import dev.holdline.examples.benchmarks.socket.PlainSockets;
import dev.holdline.posix.Epoll;
import dev.holdline.posix.LibC;
import jnr.constants.platform.Errno;
import jnr.ffi.Memory;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;

/**
 * Waits for many descriptors, to the microsecond. {@code epoll_wait(2)} counts in milliseconds, so
 * the last ones of a wait are {@code ppoll(2)}'s, on the epoll descriptor.
 */
final class EpollSet implements AutoCloseable {
  static final int IN = 1;
  static final int OUT = 4;

  private static final int MAX_EVENTS = 256;
  // struct epoll_event is packed on x86-64 only.
  private static final int DATA_OFFSET = System.getProperty("os.arch").equals("amd64") ? 4 : 8;
  private static final int EVENT_SIZE = DATA_OFFSET + Long.BYTES;
  private static final int MILLI_IN_NANOS = 1_000_000;
  private static final int SECOND_IN_NANOS = 1_000_000_000;

  private final LibC libc;
  private final Runtime runtime;
  private final int epfd;
  private final Pointer events;
  private final Pointer change;
  private final Pointer pollfd;
  private final Pointer timeout;

  EpollSet(LibC libc) {
    this.libc = libc;
    this.runtime = Runtime.getRuntime(libc);
    this.epfd = PlainSockets.check("epoll_create1", libc.epoll_create1(0));
    this.events = Memory.allocateDirect(runtime, MAX_EVENTS * EVENT_SIZE, true);
    this.change = Memory.allocateDirect(runtime, EVENT_SIZE, true);
    this.pollfd = Memory.allocateDirect(runtime, 2 * Integer.BYTES, true);
    this.timeout = Memory.allocateDirect(runtime, 2 * Long.BYTES, true);
    pollfd.putInt(0, epfd);
    pollfd.putShort(Integer.BYTES, (short) IN);
  }

  /** Begins to watch a descriptor for input; its events come with the tag. */
  void add(int fd, int tag) {
    control(Epoll.EPOLL_CTL_ADD, fd, tag, IN);
  }

  /** Watches a descriptor for other events from now on. */
  void change(int fd, int tag, int interest) {
    control(Epoll.EPOLL_CTL_MOD, fd, tag, interest);
  }

  private void control(int operation, int fd, int tag, int interest) {
    change.putInt(0, interest);
    change.putLong(DATA_OFFSET, tag);
    PlainSockets.check("epoll_ctl", libc.epoll_ctl(epfd, operation, fd, change));
  }

  /**
   * Waits for events, until a point in the time of {@link System#nanoTime()} at the latest.
   *
   * @return how many there are; 0 does not say that the time is up
   */
  int await(long untilNanos) {
    long leftNanos = untilNanos - System.nanoTime();
    long leftMillis = Math.max(0, leftNanos / MILLI_IN_NANOS - 1);
    int ready = libc.epoll_wait(epfd, events, MAX_EVENTS, (int) leftMillis);
    if (ready == 0 && leftMillis == 0 && leftNanos > 0) {
      timeout.putLong(0, leftNanos / SECOND_IN_NANOS);
      timeout.putLong(Long.BYTES, leftNanos % SECOND_IN_NANOS);
      libc.ppoll(pollfd, 1, timeout, null);
    }
    if (ready < 0 && runtime.getLastError() != Errno.EINTR.intValue()) {
      PlainSockets.check("epoll_wait", ready);
    }
    return Math.max(0, ready);
  }

  /** Returns the tag of an event of the last wait. */
  int tag(int event) {
    return (int) events.getLong((long) event * EVENT_SIZE + DATA_OFFSET);
  }

  /** Returns what is ready. */
  int ready(int event) {
    return events.getInt((long) event * EVENT_SIZE);
  }

  @Override
  public void close() {
    libc.close(epfd);
  }
}
