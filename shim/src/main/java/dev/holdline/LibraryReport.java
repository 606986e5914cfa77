package dev.holdline;

import dev.holdline.wrap.InspectedMethod;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What becomes of the methods of a library interface when Holdline loads it. Its {@link #toString}
 * has a line for each.
 *
 * @param type the library interface
 * @param functions one entry a method, in the order of their names
 */
public record LibraryReport(Class<?> type, List<Function> functions) {
  /** Copies the list. */
  public LibraryReport {
    functions = List.copyOf(functions);
  }

  /** What becomes of a call. */
  public enum Way {
    /** It waits as Holdline waits: it is woken by close and interrupts, and parks. */
    GATED,
    /** As {@link #GATED} on a virtual thread, as {@link #STRAIGHT} on a platform thread. */
    GATED_ON_VIRTUAL_THREADS,
    /** It does not wait, and Holdline takes note of it for those who do. */
    OBSERVED,
    /** It returns another library interface, which is gated, too, if JNR-FFI loaded it. */
    HANDS_OUT,
    /** It is JNR-FFI's own: a wait in it is the kernel's alone. */
    STRAIGHT,
    /** It is a default method: code in Java, run on the held library. */
    JAVA,
    /** The interface cannot be loaded as long as the function is declared in this shape. */
    REFUSED
  }

  /**
   * One method.
   *
   * @param as the function of C that it is, or the interface that it hands out
   * @param why one sentence; may be empty
   */
  public record Function(Method method, Way way, String as, String why) {
    @Override
    public String toString() {
      String parameters =
          Arrays.stream(method.getParameterTypes())
              .map(Class::getSimpleName)
              .collect(Collectors.joining(", ", "(", ")"));
      String named = as.equals(method.getName()) ? "" : " as " + as;
      String reason = why.isEmpty() ? "" : ": " + why;
      return method.getName() + parameters + " " + way + named + reason;
    }
  }

  static LibraryReport of(Class<?> type, List<InspectedMethod> methods, boolean enabled) {
    return new LibraryReport(
        type, methods.stream().map(each -> enabled ? function(each) : off(each)).toList());
  }

  private static Function function(InspectedMethod of) {
    return new Function(of.method(), Way.valueOf(of.way().name()), of.function(), of.reason());
  }

  private static Function off(InspectedMethod of) {
    Way way = of.way() == InspectedMethod.Way.JAVA ? Way.JAVA : Way.STRAIGHT;
    return new Function(of.method(), way, of.function(), "holdline.enabled is false");
  }

  @Override
  public String toString() {
    return functions.stream()
        .map(each -> "\n  " + each)
        .collect(Collectors.joining("", type.getName() + ":", ""));
  }
}
