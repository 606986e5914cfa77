package dev.holdline.contract;

import dev.holdline.posix.kernel.JnrSyscalls;
import dev.holdline.posix.kernel.Syscalls;

/**
 * A descriptor to close after a scenario, if the scenario did not. By then the number may stand for
 * a file of the JVM, which must not be closed under it: so the file is compared with what it was.
 *
 * @param mark the socket's cookie, or what statx(2) says
 */
record Owned(int fd, String mark) {
  private static final Syscalls SYSCALLS = JnrSyscalls.instance();

  static Owned of(int fd) {
    return new Owned(fd, mark(fd));
  }

  /** Returns whether the number still stands for it; the JVM may open files of its own there. */
  boolean isOpen() {
    return mark.equals(mark(fd));
  }

  void close() {
    if (isOpen()) {
      SYSCALLS.close(fd);
    }
  }

  private static String mark(int fd) {
    long cookie = SYSCALLS.socketCookie(fd);
    long[] status = new long[3];
    int known = SYSCALLS.fileStatus(fd, status);
    return cookie >= 0 ? "socket " + cookie : known + " " + status[1] + " " + status[2];
  }
}
