package dev.holdline.selector;

/** Logs for the selector, where what comes after must be done all the same. Thread-safe. */
final class SelectorLog {
  private static final System.Logger LOG =
      System.getLogger("dev.holdline.selector.BackgroundSelector");

  private SelectorLog() {}

  /** Logs if that can be done; never throws. */
  static void log(System.Logger.Level level, String message, Throwable failed) {
    try {
      LOG.log(level, message, failed);
    } catch (Throwable unlogged) {
      // For want of memory, or by a handler. Not even noted: that might throw, too.
    }
  }
}
