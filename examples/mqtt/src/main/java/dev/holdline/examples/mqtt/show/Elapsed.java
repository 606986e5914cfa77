package dev.holdline.examples.mqtt.show;

import java.time.Duration;
import java.util.Locale;

/** A stopwatch that reads as the table shows it. */
final class Elapsed {
  private final long startNanos = System.nanoTime();

  Duration duration() {
    return Duration.ofNanos(System.nanoTime() - startNanos);
  }

  /** Milliseconds, as in {@code 1,204 ms}. */
  @Override
  public String toString() {
    return millis(duration());
  }

  static String millis(Duration duration) {
    return String.format(Locale.ROOT, "%,d ms", duration.toMillis());
  }
}
