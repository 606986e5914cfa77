package dev.holdline.gate;

import dev.holdline.fixture.Plain;
import dev.holdline.posix.Errno;

/**
 * A close(2), as a library makes it.
 *
 * @param before runs when it is made
 */
record PlainClose(int fd, Runnable before) implements Original {
  @Override
  public long call(int extraFlags) {
    before.run();
    return Plain.LIBC.close(fd);
  }

  @Override
  public int errno() {
    return Errno.EBADF;
  }
}
