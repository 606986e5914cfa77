package dev.holdline.examples.benchmarks.scale;

import dev.holdline.posix.LibC;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import jnr.ffi.Memory;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;

/** TCP sockets on the loopback interface through plain libc. */
final class Loopback {
  private static final int AF_INET = 2;
  private static final int SOCK_STREAM = 1;
  private static final int SOL_SOCKET = 1;
  private static final int SO_LINGER = 13;
  private static final int IPPROTO_TCP = 6;
  private static final int TCP_NODELAY = 1;
  private static final int ADDRESS_SIZE = 16; // struct sockaddr_in
  private static final int PORT = 2; // its offset there

  private Loopback() {}

  private static byte[] address(int port) {
    ByteBuffer address = ByteBuffer.allocate(ADDRESS_SIZE);
    address.order(ByteOrder.nativeOrder()).putShort((short) AF_INET);
    address.order(ByteOrder.BIG_ENDIAN).putShort((short) port);
    return address.put(new byte[] {127, 0, 0, 1}).array();
  }

  /** Returns a listening socket on a port that was free. */
  static int listen(LibC plain, int backlog) {
    int listener = check("socket", plain.socket(AF_INET, SOCK_STREAM, 0));
    check("bind", plain.bind(listener, address(0), ADDRESS_SIZE));
    check("listen", plain.listen(listener, backlog));
    return listener;
  }

  static int port(LibC plain, int listener) {
    Pointer address = Memory.allocateDirect(Runtime.getSystemRuntime(), ADDRESS_SIZE);
    check("getsockname", plain.getsockname(listener, address, ofInts(ADDRESS_SIZE)));
    return (address.getByte(PORT) & 0xFF) << 8 | (address.getByte(PORT + 1) & 0xFF);
  }

  static int connect(LibC plain, int port) {
    int fd = check("socket", plain.socket(AF_INET, SOCK_STREAM, 0));
    check("connect", plain.connect(fd, address(port), ADDRESS_SIZE));
    return fd;
  }

  /**
   * Accepts a connection that sends each byte at once, and is reset when it is closed: thousands in
   * TIME_WAIT would weigh on the next measurement.
   */
  static int accept(LibC plain, int listener) {
    int fd = check("accept", plain.accept(listener, null, null));
    int size = Integer.BYTES;
    check("setsockopt", plain.setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, ofInts(1), size));
    check("setsockopt", plain.setsockopt(fd, SOL_SOCKET, SO_LINGER, ofInts(1, 0), 2 * size));
    return fd;
  }

  private static Pointer ofInts(int... values) {
    Pointer memory = Memory.allocateDirect(Runtime.getSystemRuntime(), values.length * 4);
    memory.put(0, values, 0, values.length);
    return memory;
  }

  private static int check(String call, int result) {
    if (result < 0) {
      int errno = Runtime.getSystemRuntime().getLastError();
      throw new IllegalStateException(call + " failed with errno " + errno);
    }
    return result;
  }
}
