package dev.holdline.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdline.fixture.Listener;
import dev.holdline.posix.Files;
import dev.holdline.posix.LibC;
import dev.holdline.posix.Sockets;
import jnr.ffi.Pointer;

/** Socket options and addresses, as the tests need them. */
final class Net {
  static final int ADDRESS_SIZE = 16; // struct sockaddr_in
  static final int SHUT_RD = 0;
  static final int SHUT_WR = 1;
  static final int SHUT_RDWR = 2;
  static final int SO_SNDBUF = 7;
  static final int SO_RCVBUF = 8;
  static final int SO_LINGER = 13;
  static final long FIONREAD = 0x541B;

  private static final int IPPROTO_TCP = 6;
  private static final int TCP_NODELAY = 1;
  private static final byte[] LOOPBACK = {127, 0, 0, 1};

  private Net() {}

  /** Returns a socket bound to a free port of the loopback interface. */
  static int bound(LibC libc, int type) {
    int fd = libc.socket(Sockets.AF_INET, type, 0);
    Pointer address = Native.memory(ADDRESS_SIZE);
    address.putShort(0, (short) Sockets.AF_INET);
    address.put(4, LOOPBACK, 0, LOOPBACK.length);
    assertThat(libc.bind(fd, address, ADDRESS_SIZE)).isZero();
    return fd;
  }

  static int listener(LibC libc, int backlog) {
    int fd = bound(libc, Sockets.SOCK_STREAM);
    assertThat(libc.listen(fd, backlog)).isZero();
    return fd;
  }

  static Pointer address(LibC libc, int fd) {
    Pointer address = Native.memory(ADDRESS_SIZE);
    Pointer length = Native.memory(Integer.BYTES);
    length.putInt(0, ADDRESS_SIZE);
    assertThat(libc.getsockname(fd, address, length)).isZero();
    return address;
  }

  /** Connects to a listener, in the calling thread. */
  static Result connect(LibC libc, int fd, Listener listener) {
    Pointer address = Native.memory(listener.address());
    int length = listener.address().length;
    return Result.of(() -> libc.connect(fd, address, length));
  }

  static void set(LibC libc, int fd, int option, int value) {
    Pointer memory = Native.memory(Integer.BYTES);
    memory.putInt(0, value);
    assertThat(libc.setsockopt(fd, Sockets.SOL_SOCKET, option, memory, Integer.BYTES)).isZero();
  }

  static void setNoDelay(LibC libc, int fd) {
    Pointer one = Native.memory(Integer.BYTES);
    one.putInt(0, 1);
    assertThat(libc.setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, one, Integer.BYTES)).isZero();
  }

  /** Sets SO_RCVTIMEO or SO_SNDTIMEO. */
  static void setTimeout(LibC libc, int fd, int option, long millis) {
    Pointer timeval = Native.timeval(millis * 1_000_000);
    assertThat(libc.setsockopt(fd, Sockets.SOL_SOCKET, option, timeval, 16)).isZero();
  }

  /** Makes the next close of a TCP socket a reset. */
  static void setLingerZero(LibC libc, int fd) {
    Pointer linger = Native.memory(8);
    linger.putInt(0, 1);
    assertThat(libc.setsockopt(fd, Sockets.SOL_SOCKET, SO_LINGER, linger, 8)).isZero();
  }

  static void setNonblock(LibC libc, int fd, boolean on) {
    int flags = libc.fcntl(fd, Files.F_GETFL, 0);
    int wanted = on ? flags | Files.O_NONBLOCK : flags & ~Files.O_NONBLOCK;
    assertThat(libc.fcntl(fd, Files.F_SETFL, wanted)).isZero();
  }
}
