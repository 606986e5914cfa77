package dev.holdline.examples.benchmarks.wire.race;

import dev.holdline.examples.benchmarks.wire.server.ServerProgram;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The server in C, compiled on the spot. */
final class CompiledServer {
  private static final int LIMIT_SECONDS = 60;

  private CompiledServer() {}

  /**
   * Compiles it into a folder.
   *
   * @return the program, empty when there is no gcc
   * @throws IOException when gcc is there and does not compile it
   */
  static Optional<Path> compile(Path folder) throws IOException, InterruptedException {
    Path source = folder.resolve("server.c");
    Path program = folder.resolve("server");
    try (InputStream resource = ServerProgram.class.getResourceAsStream("server.c")) {
      Files.copy(resource, source);
    }
    List<String> command =
        List.of("gcc", "-O2", "-pthread", "-o", program.toString(), source.toString());
    Process gcc;
    try {
      gcc = new ProcessBuilder(command).inheritIO().start();
    } catch (IOException missing) {
      return Optional.empty();
    }
    if (!gcc.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
      gcc.destroyForcibly();
      throw new IOException("gcc was not done within " + LIMIT_SECONDS + " s");
    }
    if (gcc.exitValue() != 0) {
      throw new IOException(command + " ended with " + gcc.exitValue() + ": install libc6-dev");
    }
    return Optional.of(program);
  }
}
