package dev.holdline.examples.benchmarks.micro;

import dev.holdline.examples.benchmarks.socket.PlainSockets;
import dev.holdline.posix.LibC;
import dev.holdline.posix.Sockets;
import jnr.ffi.Pointer;

/**
 * The name that the kernel gave to a UNIX socket, see "autobind" in unix(7).
 *
 * @param memory a struct sockaddr_un
 * @param size how much of it is in use
 */
record Address(Pointer memory, int size) {
  private static final int CAPACITY = 110; // struct sockaddr_un

  /** Gives a name to a socket that has none. */
  static Address bind(LibC plain, int socket) {
    Pointer memory = Buffers.zeroed(CAPACITY);
    memory.putShort(0, (short) Sockets.AF_UNIX);
    PlainSockets.check("bind", plain.bind(socket, memory, Short.BYTES));
    Pointer size = Buffers.zeroed(Integer.BYTES);
    size.putInt(0, CAPACITY);
    PlainSockets.check("getsockname", plain.getsockname(socket, memory, size));
    return new Address(memory, size.getInt(0));
  }

  byte[] bytes() {
    byte[] bytes = new byte[size];
    memory.get(0, bytes, 0, size);
    return bytes;
  }
}
