package dev.holdline.examples.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code examples/run benchmarks} as a person types it, where it measures nothing. */
@Tag("e2e")
class RunScriptE2eTest {
  private static final long LIMIT_SECONDS = 60;

  private final Path folder;

  RunScriptE2eTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void wrongArgument_isStatus2_andTellsWhatIsPossible() throws Exception {
    assertThat(run("--slow")).isEqualTo(2);
    assertThat(output())
        .contains("'--slow'", "--quick", "--report", "--output DIR", "guard", "wire");
  }

  @Test
  void reportWithoutFigures_isStatus1_andSaysHowToTakeThem() throws Exception {
    assertThat(run("--report", "--output", "there")).isEqualTo(1);
    assertThat(output()).contains("there are no figures in there/results");
  }

  @Test
  void outputThatCannotBeWritten_failsBeforeAnythingIsMeasured() throws Exception {
    Files.createFile(folder.resolve("file"));

    assertThat(run("--quick", "--output", "file")).isEqualTo(1);
    assertThat(output()).contains("cannot be written to").doesNotContain("Suite");
  }

  private int run(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of("..", "run").toRealPath().toString());
    command.add("benchmarks");
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output").toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Process process = builder.start();
    if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
      throw new IOException("did not end within " + LIMIT_SECONDS + " s:\n" + output());
    }
    return process.exitValue();
  }

  private String output() throws IOException {
    return Files.readString(folder.resolve("output"));
  }
}
