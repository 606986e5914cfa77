package dev.holdline.examples.benchmarks.micro;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds in the output of {@code strace -f} what lies between marks. */
public final class SystemCallTrace {
  private static final List<Subject> SUBJECTS = Subject.all();
  private static final int FIRST_MARK = 1_000_000;

  /** A call that ends in another line than it began in counts once: where it begins. */
  private static final Pattern CALL = Pattern.compile("^(\\d+)\\s+(\\w+)\\((-?\\d*).*");

  private SystemCallTrace() {}

  /** Returns the number whose {@code dup} says that a call begins. */
  static int begin(Subject subject) {
    return -FIRST_MARK - 2 * SUBJECTS.indexOf(subject);
  }

  /** Returns the number whose {@code dup} says that it is over. */
  static int end(Subject subject) {
    return begin(subject) - 1;
  }

  /** Returns for each marked call what its own thread asked of the kernel, in order. */
  static Map<Subject, List<List<String>>> parse(Stream<String> lines) {
    Map<Subject, List<List<String>>> calls = new LinkedHashMap<>();
    Map<String, List<String>> open = new HashMap<>(); // by thread
    lines
        .map(CALL::matcher)
        .filter(Matcher::matches)
        .forEach(
            line -> {
              String thread = line.group(1);
              int mark = line.group(2).equals("dup") ? markOf(line.group(3)) : -1;
              if (mark < 0) {
                open.computeIfPresent(thread, (same, names) -> with(names, line.group(2)));
              } else if (mark % 2 == 0) {
                open.put(thread, new ArrayList<>());
              } else {
                Subject subject = SUBJECTS.get(mark / 2);
                List<String> names = open.remove(thread);
                if (names != null) {
                  calls.computeIfAbsent(subject, none -> new ArrayList<>()).add(names);
                }
              }
            });
    return calls;
  }

  private static int markOf(String number) {
    int value = number.isEmpty() || number.equals("-") ? 0 : -Integer.parseInt(number);
    return value >= FIRST_MARK && value < FIRST_MARK + 2 * SUBJECTS.size()
        ? value - FIRST_MARK
        : -1;
  }

  private static List<String> with(List<String> names, String name) {
    names.add(name);
    return names;
  }

  /**
   * Returns the call with the middle number of system calls: now and then the JVM adds some of its
   * own, for a collection or a compilation.
   */
  public static List<String> typical(List<List<String>> calls) {
    return calls.stream()
        .sorted(Comparator.comparingInt(List::size))
        .toList()
        .get(calls.size() / 2);
  }
}
