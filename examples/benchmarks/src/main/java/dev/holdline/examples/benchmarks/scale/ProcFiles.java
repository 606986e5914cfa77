package dev.holdline.examples.benchmarks.scale;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the formats of proc(5). */
final class ProcFiles {
  private static final int KIB = 1024;
  private static final Pattern FIRST_NUMBER = Pattern.compile("\\d+");

  private ProcFiles() {}

  /**
   * Returns the number of a line such as {@code Rss: 1664 kB}, in bytes where it has that unit.
   *
   * @throws IllegalArgumentException when there is no such line
   */
  static long number(List<String> lines, String key) {
    for (String line : lines) {
      if (line.startsWith(key + ":")) {
        Matcher number = FIRST_NUMBER.matcher(line.substring(key.length()));
        if (number.find()) {
          return Long.parseLong(number.group()) * (line.endsWith(" kB") ? KIB : 1);
        }
      }
    }
    throw new IllegalArgumentException("no line '" + key + ": NUMBER' in " + lines);
  }

  /** Returns the limit on open files, from the lines of {@code /proc/self/limits}. */
  static int openFiles(List<String> limits) {
    String key = "Max open files";
    for (String line : limits) {
      if (line.startsWith(key)) {
        String soft = line.substring(key.length()).trim().split(" +", -1)[0];
        return soft.equals("unlimited") ? Integer.MAX_VALUE : Integer.parseInt(soft);
      }
    }
    throw new IllegalArgumentException("no line '" + key + "' in " + limits);
  }
}
