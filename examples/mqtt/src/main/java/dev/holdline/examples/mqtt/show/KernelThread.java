package dev.holdline.examples.mqtt.show;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What the kernel says of a thread of this process, found by its name (proc(5)). Java calls a
 * thread in a native {@code recv} RUNNABLE, whether it runs or sleeps.
 */
final class KernelThread {
  private KernelThread() {}

  static boolean sleeps(String name) {
    try (Stream<Path> tasks = Files.list(Path.of("/proc/self/task"))) {
      return tasks.anyMatch(task -> line(task, "comm").equals(name) && state(task) == 'S');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  // The name is in parentheses and may hold blanks; the state follows it.
  private static char state(Path task) {
    String stat = line(task, "stat");
    int state = stat.lastIndexOf(')') + 2;
    return state < stat.length() ? stat.charAt(state) : '?';
  }

  private static String line(Path task, String file) {
    try {
      return Files.readString(task.resolve(file)).strip();
    } catch (IOException e) {
      return ""; // this thread ended while we looked
    }
  }
}
