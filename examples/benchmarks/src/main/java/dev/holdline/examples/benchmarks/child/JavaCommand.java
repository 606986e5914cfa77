package dev.holdline.examples.benchmarks.child;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The command that starts a program of this class path on this JDK. */
public final class JavaCommand {
  /** What the shell says of options is meant for this process, not for what it measures. */
  private static final List<String> OPTIONS_OF_THE_SHELL =
      List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

  private JavaCommand() {}

  /**
   * Returns the command.
   *
   * @param options of the JVM, besides those that keep it from warning
   */
  public static List<String> of(List<String> options, Class<?> program, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(quiet());
    command.addAll(options);
    command.addAll(List.of("-cp", classPath(), program.getName()));
    command.addAll(List.of(arguments));
    return command;
  }

  /** JDK 24 and later warn of JNR-FFI's native calls, and of Unsafe, unless told not to. */
  public static List<String> quiet() {
    return Runtime.version().feature() >= 24
        ? List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow")
        : List.of();
  }

  /** Removes from an environment what would add options to those of the command. */
  static void forgetOptions(Map<String, String> environment) {
    OPTIONS_OF_THE_SHELL.forEach(environment::remove);
  }

  /** Surefire hides the class path of tests behind a jar of its own. */
  private static String classPath() {
    String path =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    List<String> entries = new ArrayList<>();
    for (String entry : path.split(File.pathSeparator, -1)) {
      entries.add(Path.of(entry).toAbsolutePath().toString());
    }
    return String.join(File.pathSeparator, entries);
  }
}
