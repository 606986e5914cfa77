package dev.holdline.posix.kernel;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.holdline.posix.Errno;
import java.io.BufferedReader;
import java.io.File;
import java.io.FileReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** What only proc(5) tells about this process. */
final class Proc {
  private static final Path SELF = Path.of("/proc/self");
  private static final File STATUS = SELF.resolve("status").toFile();
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

  /**
   * See {@link Syscalls#fdTableSize}. Not read by a channel of java.nio: an interrupt would close
   * it, and it would put the calling thread's own hook for interrupts out of place.
   */
  static int fdTableSize() {
    try (BufferedReader status = new BufferedReader(new FileReader(STATUS, US_ASCII))) {
      return status
          .lines()
          .filter(line -> line.startsWith(FD_SIZE))
          .mapToInt(line -> Integer.parseInt(line.substring(FD_SIZE.length()).trim()))
          .findFirst()
          .orElse(-Errno.ENOENT);
    } catch (IOException | UncheckedIOException unreadable) { // no proc(5), or EMFILE
      return -Errno.ENOENT;
    }
  }
}
