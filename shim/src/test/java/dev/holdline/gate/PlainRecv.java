package dev.holdline.gate;

import dev.holdline.fixture.Plain;
import dev.holdline.posix.Errno;

/** A recv(2) of a few bytes, as a library makes it. Used by one thread at a time. */
class PlainRecv implements Original {
  static final int BYTES = 8;

  private final int fd;
  private int errno;

  PlainRecv(int fd) {
    this.fd = fd;
  }

  @Override
  public long call(int extraFlags) {
    long returned = Plain.LIBC.recv(fd, new byte[BYTES], BYTES, extraFlags);
    errno = returned < 0 ? Errno.last() : 0;
    return returned;
  }

  @Override
  public int errno() {
    return errno;
  }

  /** Reads through the gate; returns what that returns. */
  final long read(Gate gate) {
    return gate.read(fd, Reading.RECV, 0, BYTES, this);
  }
}
