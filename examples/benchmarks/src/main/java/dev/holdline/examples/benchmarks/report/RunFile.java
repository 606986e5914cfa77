package dev.holdline.examples.benchmarks.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Keeps runs as JSON, one file for each JDK, so that the page can be drawn again from them. */
final class RunFile {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private RunFile() {}

  /** Writes a run into a folder, in the place of an earlier one on the same JDK. */
  static Path write(Run run, Path folder) throws IOException {
    Path file = folder.resolve("figures-" + run.jdk() + ".json");
    Files.writeString(file, MAPPER.writer(new FigureALine()).writeValueAsString(run) + "\n");
    return file;
  }

  static Run read(Path file) throws IOException {
    return MAPPER.readValue(file.toFile(), Run.class);
  }

  /** Reads all runs in a folder, the newest JDK first; none when the folder is not there. */
  static List<Run> readAll(Path folder) throws IOException {
    List<Run> runs = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "figures-*.json")) {
        for (Path file : files) {
          runs.add(read(file));
        }
      }
    }
    runs.sort(Comparator.comparingInt(Run::jdk).reversed());
    return runs;
  }
}
