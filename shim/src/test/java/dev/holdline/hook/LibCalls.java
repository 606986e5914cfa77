package dev.holdline.hook;

import dev.holdline.posix.LibC;
import dev.holdline.posix.Poll;
import jnr.ffi.Memory;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;

/** Calls that wait until a descriptor is readable. */
final class LibCalls {
  private static final int BITS = 4096;

  private LibCalls() {}

  static long recv(LibC libc, int fd) {
    return libc.recv(fd, new byte[16], 16, 0);
  }

  static long poll(LibC libc, int fd) {
    Pointer pollfd = Memory.allocateDirect(Runtime.getSystemRuntime(), 8, true);
    pollfd.putInt(0, fd);
    pollfd.putShort(4, (short) Poll.POLLIN);
    return libc.poll(pollfd, 1, -1);
  }

  /** Its sets have more bits than FD_SETSIZE. */
  static long bigSelect(LibC libc, int fd) {
    Pointer set = Memory.allocateDirect(Runtime.getSystemRuntime(), BITS / 8, true);
    set.putByte(fd / 8, (byte) (1 << (fd % 8)));
    return libc.select(BITS, set, null, null, null);
  }
}
