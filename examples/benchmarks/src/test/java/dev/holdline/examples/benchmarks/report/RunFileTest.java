package dev.holdline.examples.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
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
    assertThat(RunFile.read(file)).containsExactly(Runs.on(25));
    assertThat(RunFile.read(file).get(0).figures().get(0).labels().keySet())
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

  @Test
  void merge_takesThePlaceOfTheSameSuites_andLeavesTheRest() throws Exception {
    RunFile.write(Runs.on(25), folder);
    RunFile.write(Runs.on(17), folder);

    assertThat(RunFile.merge(Runs.ofPairs(25), folder)).hasFileName("figures-25.json");
    RunFile.merge(Runs.ofPairs(25), folder);

    assertThat(names()).containsExactly("figures-17.json", "figures-25.json");
    List<Run> runs = RunFile.readAll(folder);
    assertThat(runs)
        .containsExactly(Runs.on(25).without(Runs.ofPairs(25)), Runs.ofPairs(25), Runs.on(17));
    assertThat(runs.get(0).headlines()).isEmpty();
    assertThat(runs.get(0).figures()).isEqualTo(Runs.on(25).figures());
  }

  @Test
  void merge_ofAllThatARunTook_leavesNothingOfIt() throws Exception {
    RunFile.merge(Runs.ofPairs(25), folder);
    RunFile.merge(Runs.on(25), folder);
    RunFile.merge(Runs.ofPairs(25), folder);
    RunFile.merge(Runs.on(25), folder);

    assertThat(RunFile.readAll(folder))
        .containsExactly(Runs.on(25), Runs.ofPairs(25).without(Runs.on(25)));
  }

  @Test
  void wholeRun_takesThePlaceOfAllParts() throws Exception {
    RunFile.write(Runs.on(17), folder);
    RunFile.merge(Runs.ofPairs(17), folder);
    RunFile.merge(Runs.ofPairs(25), folder);

    RunFile.write(Runs.on(25), folder);

    assertThat(RunFile.readAll(folder))
        .containsExactly(Runs.on(25), Runs.on(17).without(Runs.ofPairs(17)), Runs.ofPairs(17));
  }

  @Test
  void gather_ofAFileForEachRun_leavesOneForEachJdk_withTheLaterFigures() throws Exception {
    RunFile.write(Runs.on(25), folder);
    RunFile.merge(Runs.ofPairs(25), folder);
    Run later = Runs.ofPairs(25, "2026-03-04T05:06:07Z");
    keepAlone(later, "figures-25-pairs.json");
    keepAlone(Runs.on(17), "figures-17.json");
    keepAlone(Runs.ofPairs(17), "figures-17-pairs.json");

    RunFile.gather(folder);

    assertThat(names()).containsExactly("figures-17.json", "figures-25.json");
    assertThat(RunFile.readAll(folder))
        .containsExactly(
            Runs.on(25).without(later),
            later,
            Runs.on(17).without(Runs.ofPairs(17)),
            Runs.ofPairs(17));
  }

  @Test
  void gather_ofOneFileForEachJdk_changesNothing() throws Exception {
    Path file = RunFile.write(Runs.on(25), folder);
    Files.writeString(file, Files.readString(file).strip());
    String before = Files.readString(file);

    RunFile.gather(folder);

    assertThat(Files.readString(file)).isEqualTo(before);
  }

  @Test
  void runThatWasKeptBeforeCpuTimeWas_isRead() throws Exception {
    Path file = RunFile.write(Runs.on(25), folder);
    String json = Files.readString(file);
    assertThat(json).contains("\"requestCpu\" : { },", ", \"foreignPercent\" : 3.21");
    Files.writeString(
        file,
        json.replace("\"requestCpu\" : { },", "").replaceAll(", \"foreignPercent\" : [\\w.]+", ""));

    Run read = RunFile.read(file).get(0);

    assertThat(read.requestCpu()).isEmpty();
    assertThat(read.suites().get(0).foreignPercent()).isNull();
    assertThat(read.figures()).isEqualTo(Runs.on(25).figures());
  }

  /** Writes a run as it was when each had a file of its own. */
  private void keepAlone(Run run, String name) throws IOException {
    Files.writeString(folder.resolve(name), new ObjectMapper().writeValueAsString(run));
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
