package dev.holdline.posix;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/** What only proc(5) tells about this process. */
final class Proc {
  private static final Path SELF = Path.of("/proc/self");
  private static final String FD_SIZE = "FDSize:";
  private static final Map<String, Integer> SMALLEST_READS =
      Map.of(
          "anon_inode:[eventfd]",
          8,
          "anon_inode:[timerfd]",
          8,
          "anon_inode:[signalfd]",
          128, // struct signalfd_siginfo
          "anon_inode:[eventpoll]",
          Integer.MAX_VALUE,
          "anon_inode:[pidfd]",
          Integer.MAX_VALUE,
          "anon_inode:[io_uring]",
          Integer.MAX_VALUE);

  private Proc() {}

  /** See {@link Syscalls#smallestRead}. */
  static int smallestRead(int fd) {
    try {
      Path name = Files.readSymbolicLink(SELF.resolve("fd/" + fd));
      return SMALLEST_READS.getOrDefault(name.toString(), 0);
    } catch (IOException notOpenOrNoProc) {
      return 0;
    }
  }

  /** See {@link Syscalls#fdTableSize}. */
  static int fdTableSize() {
    try (Stream<String> lines = Files.lines(SELF.resolve("status"))) {
      return lines
          .filter(line -> line.startsWith(FD_SIZE))
          .mapToInt(line -> Integer.parseInt(line.substring(FD_SIZE.length()).trim()))
          .findFirst()
          .orElse(-Errno.ENOENT);
    } catch (IOException | UncheckedIOException unreadable) { // no proc(5), or EMFILE
      return -Errno.ENOENT;
    }
  }
}
