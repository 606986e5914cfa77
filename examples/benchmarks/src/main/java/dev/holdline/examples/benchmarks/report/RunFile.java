package dev.holdline.examples.benchmarks.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Keeps runs as JSON, so that the page can be drawn again from them: one file for each JDK, and one
 * more for each run that took some of the suites later.
 */
final class RunFile {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private RunFile() {}

  /** Writes a run into a folder, in the place of all earlier ones on the same JDK. */
  static Path write(Run run, Path folder) throws IOException {
    for (Path earlier : files(folder, "figures-" + run.jdk() + "-*.json")) {
      Files.delete(earlier);
    }
    return store(run, folder.resolve("figures-" + run.jdk() + ".json"));
  }

  /**
   * Writes a run into a folder that took some of the suites: what earlier ones on the same JDK had
   * of these is dropped, and the rest stays what it was and says what it said.
   */
  static Path merge(Run run, Path folder) throws IOException {
    String jdk = "figures-" + run.jdk();
    for (Path file : files(folder, jdk + "{,-*}.json")) {
      Run left = read(file).without(run);
      if (left.suites().isEmpty()) {
        Files.delete(file);
      } else {
        store(left, file);
      }
    }
    String suites = String.join("-", run.suiteNames());
    return store(run, folder.resolve(jdk + "-" + suites + ".json"));
  }

  private static Path store(Run run, Path file) throws IOException {
    Files.writeString(file, MAPPER.writer(new FigureALine()).writeValueAsString(run) + "\n");
    return file;
  }

  static Run read(Path file) throws IOException {
    return MAPPER.readValue(file.toFile(), Run.class);
  }

  /**
   * Reads all runs in a folder, the newest JDK first and of one JDK the oldest run; none when the
   * folder is not there.
   */
  static List<Run> readAll(Path folder) throws IOException {
    List<Run> runs = new ArrayList<>();
    for (Path file : files(folder, "figures-*.json")) {
      runs.add(read(file));
    }
    runs.sort(Comparator.comparingInt(Run::jdk).reversed().thenComparing(Run::begun));
    return runs;
  }

  private static List<Path> files(Path folder, String pattern) throws IOException {
    List<Path> found = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, pattern)) {
        files.forEach(found::add);
      }
    }
    return found;
  }
}
