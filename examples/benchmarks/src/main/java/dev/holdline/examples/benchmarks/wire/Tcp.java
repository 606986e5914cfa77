package dev.holdline.examples.benchmarks.wire;

import dev.holdline.posix.LibC;
import jnr.ffi.Memory;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;

/** Opens a connected pair of TCP sockets on the loopback interface through plain libc. */
final class Tcp {
  private static final int AF_INET = 2;
  private static final int SOCK_STREAM = 1;
  private static final int IPPROTO_TCP = 6;
  private static final int TCP_NODELAY = 1;
  private static final int ADDRESS_SIZE = 16; // struct sockaddr_in

  private Tcp() {}

  static int[] pair(LibC plain) {
    Runtime runtime = Runtime.getSystemRuntime();
    Pointer address = Memory.allocateDirect(runtime, ADDRESS_SIZE, true);
    address.putShort(0, (short) AF_INET);
    address.put(4, new byte[] {127, 0, 0, 1}, 0, 4);
    Pointer size = Memory.allocateDirect(runtime, Integer.BYTES);
    size.putInt(0, ADDRESS_SIZE);
    int listener = check("socket", plain.socket(AF_INET, SOCK_STREAM, 0));
    check("bind", plain.bind(listener, address, ADDRESS_SIZE));
    check("listen", plain.listen(listener, 1));
    check("getsockname", plain.getsockname(listener, address, size));
    int client = check("socket", plain.socket(AF_INET, SOCK_STREAM, 0));
    check("connect", plain.connect(client, address, ADDRESS_SIZE));
    int server = check("accept", plain.accept(listener, null, null));
    plain.close(listener);
    Pointer on = Memory.allocateDirect(runtime, Integer.BYTES);
    on.putInt(0, 1);
    for (int fd : new int[] {client, server}) {
      check("setsockopt", plain.setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, on, Integer.BYTES));
    }
    return new int[] {client, server};
  }

  private static int check(String call, int result) {
    if (result < 0) {
      throw new IllegalStateException(
          call + " failed with errno " + Runtime.getSystemRuntime().getLastError());
    }
    return result;
  }
}
