package dev.holdline.held;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Logs each cause for which waits go on degraded, once in a process. It does so in a thread of its
 * own: the thread that notices a cause has locks that others wait for, or is the selector's, and a
 * log handler is code of others. Thread-safe.
 */
final class Degradations {
  private static final int MOST = 64; // causes; more of them would only fill the log

  private static final Set<String> REPORTED = ConcurrentHashMap.newKeySet();

  private Degradations() {}

  /**
   * Logs a cause, unless that was done.
   *
   * @param fd the first descriptor that is concerned
   */
  static void report(int fd, String cause) {
    try {
      if (REPORTED.size() < MOST && REPORTED.add(cause)) {
        Thread thread = new Thread(() -> log(fd, cause), "holdline-log");
        thread.setDaemon(true);
        thread.start();
      }
    } catch (OutOfMemoryError unlogged) {
      // Also for want of a thread. The status of each hold says it all the same.
    }
  }

  private static void log(int fd, String cause) {
    System.getLogger(Degradations.class.getName())
        .log(
            System.Logger.Level.WARNING,
            "Waits on descriptor "
                + fd
                + ", and on others from now on for the same cause, are degraded: threads look every"
                + " 1 to 20 ms. The cause: "
                + cause);
  }
}
