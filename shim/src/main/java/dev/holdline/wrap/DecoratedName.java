package dev.holdline.wrap;

import java.util.Locale;
import java.util.regex.Pattern;

/** Tells names that are a function's with something in front or behind, as wrappers of C have. */
final class DecoratedName {
  private static final Pattern HUMP = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");

  private DecoratedName() {}

  /** Returns whether a name is made of a known one: my_recv, recv64, libcRecv, __recv. */
  static boolean isOf(String name, String known) {
    String snake = HUMP.matcher(name).replaceAll("_").toLowerCase(Locale.ROOT);
    return Pattern.compile("(?:^|[^a-z])" + Pattern.quote(known) + "(?:[^a-z]|$)")
        .matcher(snake)
        .find();
  }
}
