package dev.holdline.contract;

import dev.holdline.posix.Files;
import dev.holdline.posix.abi.Layout;
import java.util.Arrays;
import jnr.ffi.Pointer;

/** What poll(2) and select(2) take: an array of pollfd, and sets. */
final class Polls {
  /** Not open, and within the process's table: select(2) passes over what is beyond that. */
  static final int BAD_FD = unused();

  static final int SET_SIZE = 128; // fd_set

  private Polls() {}

  private static int unused() {
    int fd =
        Native.LIBC.fcntl(0, Files.F_DUPFD, 1000); // so high that nobody gets it, and in an fd_set
    Native.LIBC.close(fd);
    return fd;
  }

  /** An array of pollfd, from pairs of a descriptor and its events. */
  static Pointer pollfds(int... pairs) {
    Pointer array = Native.memory(pairs.length / 2 * Layout.POLLFD_SIZE);
    for (int i = 0; i < pairs.length / 2; i++) {
      array.putInt((long) i * Layout.POLLFD_SIZE, pairs[2 * i]);
      array.putShort((long) i * Layout.POLLFD_SIZE + 4, (short) pairs[2 * i + 1]);
      array.putShort((long) i * Layout.POLLFD_SIZE + 6, (short) -1); // the call writes it
    }
    return array;
  }

  static String revents(Pointer pollfds, int count) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(pollfds.getShort((long) i * Layout.POLLFD_SIZE + 6)).append(' ');
    }
    return text.toString();
  }

  static Pointer set(int... fds) {
    int words = Arrays.stream(fds).max().orElse(0) / Layout.FD_SET_WORD_BITS + 1;
    Pointer set = Native.memory(Math.max(SET_SIZE, words * Long.BYTES));
    for (int fd : fds) {
      set.putByte(fd / 8, (byte) (set.getByte(fd / 8) | 1 << fd % 8));
    }
    return set;
  }

  static boolean isSet(Pointer set, int fd) {
    return (set.getByte(fd / 8) & 1 << fd % 8) != 0;
  }
}
