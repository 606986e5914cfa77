package dev.holdline.wait;

import java.util.concurrent.TimeUnit;

/**
 * A series of pauses between tries: first the shortest, then each twice as long as the one before,
 * up to the longest. Immutable: who tries counts the misses.
 */
public final class Backoff {
  /** The shortest pause of all series here, in nanoseconds. */
  public static final long SHORTEST = TimeUnit.MILLISECONDS.toNanos(1);

  /**
   * For a descriptor that says it is ready while the call finds nothing: a full error queue, a
   * low-water mark, a receiver without room. The first time it may have been a race, so the second
   * try is at once; then 1 ms, doubling to 32 ms.
   */
  public static final Backoff FALSE_READINESS = new Backoff(SHORTEST, 32 * SHORTEST, 1);

  private final long shortestNanos;
  private final long longestNanos;
  private final int longestShift;
  private final int free; // misses without a pause

  /**
   * Creates a series that pauses from the first miss on.
   *
   * @param shortestNanos the first pause, at least 1
   * @param longestNanos the longest pause, at least the shortest
   */
  public Backoff(long shortestNanos, long longestNanos) {
    this(shortestNanos, longestNanos, 0);
  }

  private Backoff(long shortestNanos, long longestNanos, int free) {
    if (shortestNanos < 1 || longestNanos < shortestNanos) {
      throw new IllegalArgumentException(
          "pauses from "
              + shortestNanos
              + " to "
              + longestNanos
              + " ns must begin at 1 or more and not get shorter");
    }
    this.shortestNanos = shortestNanos;
    this.longestNanos = longestNanos;
    this.longestShift = Long.SIZE - Long.numberOfLeadingZeros(longestNanos / shortestNanos);
    this.free = free;
  }

  /** Returns the pause before the next try, in nanoseconds, after so many misses; 0 for none. */
  public long pauseNanos(int misses) {
    int pauses = misses - free;
    return pauses <= 0
        ? 0
        : Math.min(longestNanos, shortestNanos << Math.min(pauses - 1, longestShift));
  }
}
