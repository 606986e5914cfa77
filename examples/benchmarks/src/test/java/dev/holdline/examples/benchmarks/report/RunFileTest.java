package dev.holdline.examples.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFileTest {
  private final Path folder;

  RunFileTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void run_writtenAndRead_isTheSame() throws Exception {
    Path file = RunFile.write(Runs.on(25), folder);

    assertThat(file).hasFileName("figures-25.json");
    assertThat(RunFile.read(file)).isEqualTo(Runs.on(25));
    assertThat(RunFile.read(file).figures().get(0).labels().keySet())
        .containsExactly("contender", "connections");
  }

  @Test
  void eachFigure_hasALineOfItsOwn() throws Exception {
    String json = Files.readString(RunFile.write(Runs.on(25), folder));

    assertThat(json.lines().filter(line -> line.contains("\"metric\""))).hasSize(5);
    assertThat(json.lines().filter(line -> line.contains("platform-over-plain"))).hasSize(1);
  }

  @Test
  void folder_isReadWhole_theNewestJdkFirst() throws Exception {
    RunFile.write(Runs.on(17), folder);
    RunFile.write(Runs.on(25), folder);
    RunFile.write(Runs.on(17), folder);

    assertThat(RunFile.readAll(folder)).containsExactly(Runs.on(25), Runs.on(17));
    assertThat(RunFile.readAll(folder.resolve("missing"))).isEmpty();
  }
}
