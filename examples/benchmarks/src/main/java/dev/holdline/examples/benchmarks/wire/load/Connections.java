package dev.holdline.examples.benchmarks.wire.load;

import dev.holdline.examples.benchmarks.socket.Endpoint;
import dev.holdline.examples.benchmarks.socket.PlainSockets;
import dev.holdline.posix.LibC;
import dev.holdline.posix.Sockets;
import java.util.Arrays;
import jnr.constants.platform.Errno;
import jnr.ffi.Memory;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;

/**
 * Connections to one server, each with at most one request on the way: a message that the server
 * echoes. All share one buffer; what is in it says nothing. Used by one thread.
 */
final class Connections implements AutoCloseable {
  private static final int NOW = Sockets.MSG_DONTWAIT | Sockets.MSG_NOSIGNAL;

  /** Told of answers. */
  interface Listener {
    /**
     * A connection has its answer in full, and may send again.
     *
     * @param nowNanos when, in the time of {@link System#nanoTime()}
     */
    void answered(int connection, long nowNanos);
  }

  private final LibC libc;
  private final Runtime runtime;
  private final int size;
  private final EpollSet set;
  private final int[] fds;
  private final int[] sent;
  private final int[] received;
  private final Pointer buffer;

  /**
   * Opens them.
   *
   * @param size of a message, in bytes
   */
  Connections(LibC libc, Endpoint endpoint, int size, int count) {
    this.libc = libc;
    this.runtime = Runtime.getRuntime(libc);
    this.size = size;
    this.set = new EpollSet(libc);
    this.fds = new int[count];
    this.sent = new int[count];
    this.received = new int[count];
    this.buffer = Memory.allocateDirect(runtime, size, true);
    for (int i = 0; i < count; i++) {
      fds[i] = PlainSockets.connect(libc, endpoint);
      set.add(fds[i], i);
    }
  }

  int count() {
    return fds.length;
  }

  /** Begins a request; the rest of a long one goes out in {@link #await}. */
  void request(int connection) {
    sent[connection] = 0;
    received[connection] = 0;
    send(connection);
    if (sent[connection] < size) {
      set.change(fds[connection], connection, EpollSet.IN | EpollSet.OUT);
    }
  }

  /** Waits for what the sockets have, until a point in time at the latest, and handles it. */
  void await(long untilNanos, Listener listener) {
    int events = set.await(untilNanos);
    for (int i = 0; i < events; i++) {
      int connection = set.tag(i);
      if ((set.ready(i) & EpollSet.OUT) != 0) {
        send(connection);
        if (sent[connection] == size) {
          set.change(fds[connection], connection, EpollSet.IN);
        }
      }
      if ((set.ready(i) & ~EpollSet.OUT) != 0 && receive(connection)) {
        listener.answered(connection, System.nanoTime());
      }
    }
  }

  private void send(int connection) {
    while (sent[connection] < size) {
      int rest = size - sent[connection];
      long n = libc.send(fds[connection], buffer, rest, NOW);
      if (n < 0) {
        blockedOrFail("send");
        return;
      }
      sent[connection] += (int) n;
    }
  }

  /** Returns whether the answer is there in full. */
  private boolean receive(int connection) {
    long n = libc.recv(fds[connection], buffer, size - received[connection], Sockets.MSG_DONTWAIT);
    if (n == 0) {
      throw new IllegalStateException("the server closed connection " + connection);
    }
    if (n < 0) {
      blockedOrFail("recv");
      return false;
    }
    received[connection] += (int) n;
    return received[connection] == size;
  }

  private void blockedOrFail(String call) {
    if (runtime.getLastError() != Errno.EAGAIN.intValue()) {
      PlainSockets.check(call, -1);
    }
  }

  @Override
  public void close() {
    Arrays.stream(fds).forEach(libc::close);
    set.close();
  }
}
