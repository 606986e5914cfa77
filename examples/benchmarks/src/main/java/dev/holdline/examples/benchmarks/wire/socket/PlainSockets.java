package dev.holdline.examples.benchmarks.wire.socket;

import dev.holdline.posix.LibC;
import jnr.ffi.LibraryLoader;
import jnr.ffi.Memory;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;

/** Listens, connects and accepts through a libc interface, as a program ported from C does. */
public final class PlainSockets {
  /** So many connections may come at once without one of them being sent away. */
  public static final int BACKLOG = 4096;

  private static final int SOCK_STREAM = 1;
  private static final int IPPROTO_TCP = 6;
  private static final int TCP_NODELAY = 1;

  private PlainSockets() {}

  /** Returns libc as JNR-FFI binds it, nothing in front of it. */
  public static LibC libc() {
    return LibraryLoader.create(LibC.class).load("c");
  }

  /** Returns a descriptor that listens. */
  public static int listen(LibC libc, Endpoint endpoint) {
    int listener = socket(libc, endpoint);
    byte[] address = endpoint.sockaddr();
    check(libc, "bind to " + endpoint, libc.bind(listener, address, address.length));
    check(libc, "listen", libc.listen(listener, BACKLOG));
    return listener;
  }

  /** Returns where a descriptor that was bound to an endpoint listens: the port, if it was 0. */
  public static Endpoint bound(LibC libc, int listener, Endpoint endpoint) {
    if (endpoint instanceof Endpoint.Unix) {
      return endpoint;
    }
    Runtime runtime = Runtime.getRuntime(libc);
    int capacity = endpoint.sockaddr().length;
    Pointer address = Memory.allocateDirect(runtime, capacity, true);
    Pointer size = Memory.allocateDirect(runtime, Integer.BYTES);
    size.putInt(0, capacity);
    check(libc, "getsockname", libc.getsockname(listener, address, size));
    int port = Byte.toUnsignedInt(address.getByte(2)) << 8 | Byte.toUnsignedInt(address.getByte(3));
    return new Endpoint.Tcp(port);
  }

  /** Returns a connected descriptor. */
  public static int connect(LibC libc, Endpoint endpoint) {
    int fd = socket(libc, endpoint);
    byte[] address = endpoint.sockaddr();
    check(libc, "connect to " + endpoint, libc.connect(fd, address, address.length));
    sendAtOnce(libc, fd, endpoint);
    return fd;
  }

  /** Waits for the next connection to a listener and returns its descriptor. */
  public static int accept(LibC libc, int listener, Endpoint endpoint) {
    int fd = check(libc, "accept", libc.accept(listener, null, null));
    sendAtOnce(libc, fd, endpoint);
    return fd;
  }

  /** Returns the two ends of a TCP connection. */
  public static int[] pair(LibC libc) {
    int listener = listen(libc, Endpoint.ANY_PORT);
    Endpoint endpoint = bound(libc, listener, Endpoint.ANY_PORT);
    int near = connect(libc, endpoint);
    int far = accept(libc, listener, endpoint);
    libc.close(listener);
    return new int[] {near, far};
  }

  /**
   * Returns the result of a call.
   *
   * @throws IllegalStateException with the errno when it is negative
   */
  public static int check(LibC libc, String call, int result) {
    if (result < 0) {
      int errno = Runtime.getRuntime(libc).getLastError();
      throw new IllegalStateException(call + " failed with errno " + errno);
    }
    return result;
  }

  private static int socket(LibC libc, Endpoint endpoint) {
    int family = endpoint instanceof Endpoint.Tcp ? Endpoint.Tcp.AF_INET : Endpoint.Unix.AF_UNIX;
    return check(libc, "socket", libc.socket(family, SOCK_STREAM, 0));
  }

  /** Switches off Nagle's algorithm, where there is one. */
  private static void sendAtOnce(LibC libc, int fd, Endpoint endpoint) {
    if (endpoint instanceof Endpoint.Tcp) {
      Pointer on = Memory.allocateDirect(Runtime.getRuntime(libc), Integer.BYTES);
      on.putInt(0, 1);
      check(
          libc,
          "setsockopt TCP_NODELAY",
          libc.setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, on, Integer.BYTES));
    }
  }
}
