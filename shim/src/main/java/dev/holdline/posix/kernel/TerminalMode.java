package dev.holdline.posix.kernel;

import java.util.concurrent.TimeUnit;

/**
 * What a read(2) of a terminal waits for, as far as its settings say: VMIN and VTIME of termios(3),
 * in one number, so that asking leaves no garbage.
 */
public final class TerminalMode {
  /** Waits for just what poll(2) waits for: canonical mode, the master of a pseudo terminal. */
  public static final int AS_POLLED = of(1, 0);

  private static final int BITS = 8;
  private static final int ALL = (1 << BITS) - 1;
  private static final long UNIT = TimeUnit.MILLISECONDS.toNanos(100);

  /**
   * Since Linux 5.12 terminals are read in parts of so many bytes, and a read ends with a part that
   * is full, even below VMIN.
   */
  private static final int PART = 64;

  private static final int MOST = most(System.getProperty("os.version", ""));

  private TerminalMode() {}

  static int of(int vmin, int vtime) {
    return vmin | vtime << BITS;
  }

  /** Returns VMIN, in bytes. */
  public static int vmin(int mode) {
    return mode & ALL;
  }

  /** Returns VTIME, in nanoseconds. */
  public static long vtimeNanos(int mode) {
    return (mode >>> BITS & ALL) * UNIT;
  }

  /** Returns how many bytes end a read of {@code length} bytes: at least 1. */
  public static int needed(int mode, long length) {
    return (int) Math.min(Math.max(1, vmin(mode)), Math.min(length, MOST));
  }

  /**
   * Returns the most bytes that a read waits for.
   *
   * @param release of the kernel, as uname(2) names it
   */
  static int most(String release) {
    String[] numbers = release.split("\\D+", 3);
    boolean known = numbers.length > 1 && !numbers[0].isEmpty() && !numbers[1].isEmpty();
    if (!known) {
      return PART;
    }
    int major = Integer.parseInt(numbers[0]);
    boolean inParts = major > 5 || (major == 5 && Integer.parseInt(numbers[1]) >= 12);
    return inParts ? PART : ALL;
  }
}
