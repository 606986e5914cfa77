package dev.holdline.examples.benchmarks.socket;

import dev.holdline.posix.Errno;
import dev.holdline.posix.LibC;
import dev.holdline.posix.PosixError;
import dev.holdline.posix.Sockaddr;
import dev.holdline.posix.Sockets;
import jnr.ffi.LibraryLoader;

/** Listens, connects and accepts through a libc interface, as a program ported from C does. */
public final class PlainSockets {
  /** So many connections may come at once without one of them being sent away. */
  public static final int BACKLOG = 4096;

  private PlainSockets() {}

  /** Returns libc as JNR-FFI binds it, nothing in front of it. */
  public static LibC libc() {
    return LibraryLoader.create(LibC.class).load("c");
  }

  /** Returns a descriptor that listens. */
  public static int listen(LibC libc, Endpoint endpoint) {
    return listen(libc, endpoint, BACKLOG);
  }

  /**
   * Returns a descriptor that listens.
   *
   * @param backlog so many connections may wait to be accepted
   */
  public static int listen(LibC libc, Endpoint endpoint, int backlog) {
    int listener = socket(libc, endpoint);
    byte[] address = endpoint.sockaddr();
    check("bind to " + endpoint, libc.bind(listener, address, address.length));
    check("listen", libc.listen(listener, backlog));
    return listener;
  }

  /** Returns where a descriptor that was bound to an endpoint listens: the port, if it was 0. */
  public static Endpoint bound(LibC libc, int listener, Endpoint endpoint) {
    if (endpoint instanceof Endpoint.Unix) {
      return endpoint;
    }
    byte[] address = new byte[Sockaddr.STORAGE_SIZE];
    check("getsockname", libc.getsockname(listener, address, new int[] {address.length}));
    return new Endpoint.Tcp(Sockaddr.inet(address).getPort());
  }

  /** Returns a connected descriptor. */
  public static int connect(LibC libc, Endpoint endpoint) {
    int fd = socket(libc, endpoint);
    byte[] address = endpoint.sockaddr();
    check("connect to " + endpoint, libc.connect(fd, address, address.length));
    sendAtOnce(libc, fd, endpoint);
    return fd;
  }

  /** Waits for the next connection to a listener and returns its descriptor. */
  public static int accept(LibC libc, int listener, Endpoint endpoint) {
    int fd = check("accept", libc.accept(listener, null, null));
    sendAtOnce(libc, fd, endpoint);
    return fd;
  }

  /** Has a TCP connection reset when it is closed: nothing is left of it in TIME_WAIT. */
  public static void resetWhenClosed(LibC libc, int fd) {
    int[] atOnce = {1, 0}; // struct linger
    int size = 2 * Integer.BYTES;
    check(
        "setsockopt SO_LINGER",
        libc.setsockopt(fd, Sockets.SOL_SOCKET, Sockets.SO_LINGER, atOnce, size));
  }

  /** Opens the two ends of a UNIX stream, see {@code socketpair(2)}. */
  public static void socketpair(LibC libc, int[] pair) {
    check("socketpair", libc.socketpair(Sockets.AF_UNIX, Sockets.SOCK_STREAM, 0, pair));
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
  public static int check(String call, long result) {
    if (result < 0) {
      throw failure(call);
    }
    return (int) result;
  }

  private static IllegalStateException failure(String call) {
    PosixError error = PosixError.last();
    boolean full = error.number() == Errno.EMFILE;
    return new IllegalStateException(
        call
            + " failed with "
            + error
            + (full ? ": raise the limit of descriptors (ulimit -n)" : ""));
  }

  private static int socket(LibC libc, Endpoint endpoint) {
    int family = endpoint instanceof Endpoint.Tcp ? Sockets.AF_INET : Sockets.AF_UNIX;
    return check("socket", libc.socket(family, Sockets.SOCK_STREAM, 0));
  }

  /** Switches off Nagle's algorithm, where there is one. */
  private static void sendAtOnce(LibC libc, int fd, Endpoint endpoint) {
    if (endpoint instanceof Endpoint.Tcp) {
      check(
          "setsockopt TCP_NODELAY",
          libc.setsockopt(
              fd, Sockets.IPPROTO_TCP, Sockets.TCP_NODELAY, new int[] {1}, Integer.BYTES));
    }
  }
}
