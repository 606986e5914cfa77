package dev.holdline.gate;

import dev.holdline.fixture.Plain;
import dev.holdline.posix.Errno;
import jnr.ffi.Pointer;

/**
 * A send(2) of zeros, as a library makes it.
 *
 * @param size how many
 */
record PlainSend(int fd, int size) implements Outgoing {
  @Override
  public long call(int extraFlags) {
    return Plain.LIBC.send(fd, new byte[size], size, extraFlags);
  }

  @Override
  public int errno() {
    return Errno.last();
  }

  @Override
  public long length() {
    return size;
  }

  @Override
  public void copy(long done, Pointer target, int count) {
    target.put(0, new byte[count], 0, count);
  }
}
