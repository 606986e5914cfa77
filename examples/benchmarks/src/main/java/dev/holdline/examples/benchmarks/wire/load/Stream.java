package dev.holdline.examples.benchmarks.wire.load;

import dev.holdline.examples.benchmarks.socket.Endpoint;
import dev.holdline.examples.benchmarks.socket.PlainSockets;
import dev.holdline.posix.LibC;
import dev.holdline.posix.Sockets;
import java.time.Duration;
import jnr.ffi.Memory;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;

/** Buffers one way over one connection, as fast as they go, until the server has seen the end. */
final class Stream {
  private Stream() {}

  /**
   * Sends for so long.
   *
   * @param size of a buffer, in bytes
   */
  static Report run(LibC libc, Endpoint endpoint, int size, Duration duration) {
    Pointer buffer = Memory.allocateDirect(Runtime.getRuntime(libc), size, true);
    int fd = PlainSockets.connect(libc, endpoint);
    try {
      long beginNanos = System.nanoTime();
      long buffers = 0;
      while (System.nanoTime() - beginNanos < duration.toNanos()) {
        for (int sent = 0; sent < size; ) {
          long n = libc.send(fd, buffer, size - sent, Sockets.MSG_NOSIGNAL);
          PlainSockets.check("send", n);
          sent += (int) n;
        }
        buffers++;
      }
      libc.shutdown(fd, Sockets.SHUT_WR);
      PlainSockets.check("recv", libc.recv(fd, buffer, size, 0)); // the server's end
      return Report.of(buffers, System.nanoTime() - beginNanos);
    } finally {
      libc.close(fd);
    }
  }
}
