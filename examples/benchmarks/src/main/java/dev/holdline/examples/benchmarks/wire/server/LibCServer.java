package dev.holdline.examples.benchmarks.wire.server;

import dev.holdline.examples.benchmarks.Threads;
import dev.holdline.examples.benchmarks.socket.Endpoint;
import dev.holdline.examples.benchmarks.socket.PlainSockets;
import dev.holdline.posix.LibC;
import java.util.concurrent.ThreadFactory;
import jnr.ffi.Memory;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;

/**
 * A thread for each connection that blocks in {@code recv}, through a libc interface: plain or
 * held, there is no other difference. The buffers are native memory, which JNR-FFI copies nowhere.
 */
final class LibCServer implements Server {
  private final LibC libc;
  private final ThreadFactory threads;
  private final Service service;
  private final int size;

  LibCServer(LibC libc, Threads threads, Service service, int size) {
    this.libc = libc;
    this.threads = threads.factory();
    this.service = service;
    this.size = size;
  }

  @Override
  public Endpoint start(Endpoint wanted) {
    int listener = PlainSockets.listen(libc, wanted);
    Endpoint bound = PlainSockets.bound(libc, listener, wanted);
    Threads.PLATFORM.factory().newThread(() -> accept(listener, bound)).start();
    return bound;
  }

  private void accept(int listener, Endpoint endpoint) {
    while (true) {
      int fd = PlainSockets.accept(libc, listener, endpoint);
      threads.newThread(() -> serve(fd)).start();
    }
  }

  private void serve(int fd) {
    try {
      Pointer buffer = Memory.allocateDirect(Runtime.getRuntime(libc), size);
      long got = libc.recv(fd, buffer, size, 0);
      while (got > 0) {
        if (service == Service.ECHO) {
          send(fd, buffer, got);
        }
        got = libc.recv(fd, buffer, size, 0);
      }
    } finally {
      libc.close(fd);
    }
  }

  private void send(int fd, Pointer buffer, long count) {
    for (long sent = 0; sent < count; ) {
      Pointer rest = sent == 0 ? buffer : buffer.slice(sent);
      long n = libc.send(fd, rest, count - sent, 0);
      if (n < 0) {
        throw new IllegalStateException("send failed after " + sent + " of " + count + " bytes");
      }
      sent += n;
    }
  }
}
