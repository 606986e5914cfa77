package dev.holdline.examples.benchmarks.wire.race;

import dev.holdline.examples.benchmarks.child.Child;
import dev.holdline.examples.benchmarks.child.ChildFailure;
import dev.holdline.examples.benchmarks.wire.server.ServerProgram;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The server in C, compiled on the spot. */
final class CompiledServer {
  private static final Duration BOUND = Duration.ofSeconds(60);

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
    try {
      Child.run(command, BOUND);
      return Optional.of(program);
    } catch (IOException missing) {
      return Optional.empty();
    } catch (ChildFailure failed) {
      throw new IOException("install libc6-dev: " + failed.getMessage(), failed);
    }
  }
}
