package dev.holdline.examples.benchmarks.wire.race;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command that starts a program of this class path on this JDK. */
final class JavaCommand {
  private JavaCommand() {}

  static List<String> of(Class<?> program, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    int version = java.lang.Runtime.version().feature();
    if (version >= 24) { // it would warn of JNR-FFI's native calls, and of Netty's memory
      command.add("--enable-native-access=ALL-UNNAMED");
      command.add("--sun-misc-unsafe-memory-access=allow");
    }
    command.add("-Xmx512m"); // nine of them share the machine
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(program.getName());
    command.addAll(List.of(arguments));
    return command;
  }
}
