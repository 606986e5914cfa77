package dev.holdline.examples.benchmarks.micro;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Tells whether one platform thread sleeps in the kernel, see "state" in proc_pid_stat(5). It
 * allocates nothing after the first look, so that it starts no collection.
 */
final class Sleep implements AutoCloseable {
  private final RandomAccessFile stat;
  private final byte[] line = new byte[512];

  private Sleep(RandomAccessFile stat) {
    this.stat = stat;
  }

  /** Returns one that looks at the calling thread. */
  static Sleep ofCurrentThread() {
    try {
      Path task = Path.of("/proc/thread-self").toRealPath();
      return new Sleep(new RandomAccessFile(task.resolve("stat").toFile(), "r"));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  boolean isAsleep() {
    try {
      stat.seek(0);
      return state(line, stat.read(line)) == 'S';
    } catch (IOException ended) {
      throw new UncheckedIOException(ended);
    }
  }

  /** Returns the state: the second character behind the name, which may hold brackets, too. */
  static char state(byte[] line, int length) {
    for (int i = length - 3; i >= 0; i--) {
      if (line[i] == ')') {
        return (char) line[i + 2];
      }
    }
    throw new IllegalArgumentException(
        "not a line of /proc/PID/stat: "
            + new String(line, 0, Math.max(0, length), StandardCharsets.US_ASCII));
  }

  @Override
  public void close() {
    try {
      stat.close();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }
}
