package dev.holdline.smoke;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.holdline.fixture.Pty;
import dev.holdline.process.ChildJvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process in the background of its terminal is not made to wait for input. */
final class BackgroundReadTest {
  /** A session with a terminal, and in it a job in the background that ignores SIGTTIN. */
  private static final String JOB =
      "exec <$0; set -m; trap '' TTIN; \"$@\" <$0 & wait $!"; // opened by its leader, so its own

  private static boolean has(String program) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
  }

  @Test
  void read_inBackgroundIgnoringSigttin_returnsEioAtOnce(@TempDir Path directory) throws Exception {
    assumeTrue(has("setsid") && has("bash"), "no setsid, or no bash");
    try (Pty pty = Pty.open()) {
      List<String> session = List.of("setsid", "-w", "bash", "-c", JOB, pty.path());
      ChildJvm child =
          ChildJvm.start(directory, session, List.of(), BackgroundRead.class.getName(), List.of());
      assertThat(child.exitCode(Duration.ofSeconds(30))).as(child.output()).isZero();
      assertThat(child.output()).contains("read: -1 EIO");
    }
  }
}
