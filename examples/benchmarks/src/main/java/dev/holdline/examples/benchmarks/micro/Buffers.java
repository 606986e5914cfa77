package dev.holdline.examples.benchmarks.micro;

import dev.holdline.examples.benchmarks.socket.PlainSockets;
import dev.holdline.posix.Epoll;
import dev.holdline.posix.LibC;
import dev.holdline.posix.Poll;
import java.nio.ByteBuffer;
import jnr.ffi.Memory;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;

/**
 * What the functions take as arguments, for one descriptor and one byte: the structs are those of
 * recvmsg(2), poll(2), select(2) and epoll_wait(2), laid out for 64 bits.
 */
final class Buffers implements AutoCloseable {
  private static final int CAPACITY = 64;
  private static final int MMSGHDR_SIZE = 64;
  private static final int IOVEC_SIZE = 16;
  private static final int FD_SET_SIZE = 128;
  private static final int EPOLL_EVENT_SIZE = 16; // 12 on x86-64

  final byte[] array = new byte[CAPACITY];
  final ByteBuffer direct = ByteBuffer.allocateDirect(CAPACITY);
  final Pointer memory = zeroed(CAPACITY);
  final Pointer iovec = zeroed(IOVEC_SIZE);

  /** A struct msghdr, and the struct mmsghdr that begins with it. */
  final Pointer message = zeroed(MMSGHDR_SIZE);

  final Pointer pollfd = zeroed(Long.BYTES);
  final Pointer events = zeroed(EPOLL_EVENT_SIZE);
  final int epoll;
  final int nfds;

  private final LibC plain;
  private final int fd;
  private final Pointer set = zeroed(FD_SET_SIZE);

  Buffers(LibC plain, int fd) {
    this.plain = plain;
    this.fd = fd;
    this.nfds = fd + 1;
    if (nfds > FD_SET_SIZE * Byte.SIZE) {
      throw new IllegalStateException("descriptor " + fd + " does not fit into an fd_set");
    }
    iovec.putAddress(0, memory.address());
    iovec.putLong(Long.BYTES, 1);
    message.putAddress(16, iovec.address());
    message.putLong(24, 1);
    pollfd.putInt(0, fd);
    pollfd.putShort(4, (short) Poll.POLLIN);
    epoll = PlainSockets.check("epoll_create1", plain.epoll_create1(0));
    Pointer event = zeroed(EPOLL_EVENT_SIZE);
    event.putInt(0, Poll.POLLIN);
    PlainSockets.check("epoll_ctl", plain.epoll_ctl(epoll, Epoll.EPOLL_CTL_ADD, fd, event));
  }

  static Pointer zeroed(int size) {
    return Memory.allocateDirect(Runtime.getSystemRuntime(), size, true);
  }

  /** Returns the set with the descriptor in it; each select(2) writes its result there. */
  Pointer set() {
    set.putLong((long) fd / Long.SIZE * Long.BYTES, 1L << fd);
    return set;
  }

  @Override
  public void close() {
    plain.close(epoll);
  }
}
