package dev.holdline.smoke;

import dev.holdline.Holdline;
import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;

/** Arguments of java for programs that have Holdline and what it needs, and nothing else. */
final class Paths {
  private static final List<String> NEEDED =
      List.of("jnr-ffi-", "jnr-constants-", "jffi-", "asm", "jnr-a64asm-", "jnr-x86asm-");

  private Paths() {}

  static Path of(Class<?> type) throws Exception {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  /** What Holdline depends on, as far as it is wanted, by the names of the files. */
  private static String dependencies(Predicate<String> wanted) {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> isNeeded(Path.of(entry).getFileName().toString(), wanted))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static boolean isNeeded(String file, Predicate<String> wanted) {
    return NEEDED.stream().anyMatch(file::startsWith) && wanted.test(file);
  }

  /** A module or class path with what Holdline was built into, and all that it brings. */
  static String with(Path holdline) throws Exception {
    return String.join(
        File.pathSeparator,
        holdline.toString(),
        dependencies(file -> true),
        of(NullMarked.class).toString()); // compilers want it, programs do not
  }

  static List<String> onModulePath(Class<?> program) throws Exception {
    return List.of(
        "--module-path",
        of(Holdline.class) + File.pathSeparator + dependencies(file -> true),
        "--add-modules",
        "dev.holdline",
        "-cp",
        of(program).toString(),
        program.getName());
  }

  static List<String> onClassPath(Class<?> program) throws Exception {
    return onClassPath(program, file -> true);
  }

  static List<String> onClassPath(Class<?> program, Predicate<String> wanted) throws Exception {
    String holdline = of(Holdline.class).toString();
    String classes =
        String.join(File.pathSeparator, holdline, of(program).toString(), dependencies(wanted));
    return List.of("-cp", classes, program.getName());
  }
}
