package dev.holdline.examples.benchmarks.report;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/**
 * Keeps runs as JSON, so that the page can be drawn again from them: one file for each JDK, with
 * the run of all suites and those that took some of them later, each with where it was taken.
 */
final class RunFile {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** A file with one run and no list is of an earlier layout, which had a file for each run. */
  private static final ObjectReader RUNS =
      MAPPER.readerFor(Run[].class).with(DeserializationFeature.ACCEPT_SINGLE_VALUE_AS_ARRAY);

  private RunFile() {}

  /** Writes a run into a folder, in the place of all earlier ones on the same JDK. */
  static Path write(Run run, Path folder) throws IOException {
    return store(List.of(run), folder);
  }

  /**
   * Writes a run into a folder that took some of the suites: what earlier ones on the same JDK had
   * of these is dropped, and the rest stays what it was and says what it said.
   */
  static Path merge(Run run, Path folder) throws IOException {
    return store(with(kept(folder, run.jdk()), run), folder);
  }

  /** Brings together what lies in several files of one JDK; of what two runs took, the later. */
  static void gather(Path folder) throws IOException {
    for (int jdk : new TreeSet<>(readAll(folder).stream().map(Run::jdk).toList())) {
      if (files(folder, pattern(jdk)).size() > 1) {
        store(kept(folder, jdk), folder);
      }
    }
  }

  private static List<Run> kept(Path folder, int jdk) throws IOException {
    List<Run> kept = List.of();
    for (Run run : readAll(folder)) {
      if (run.jdk() == jdk) {
        kept = with(kept, run);
      }
    }
    return kept;
  }

  /** Adds a run; of the others it leaves what it has not taken again. */
  private static List<Run> with(List<Run> others, Run newer) {
    List<Run> all = new ArrayList<>();
    for (Run other : others) {
      Run left = other.without(newer);
      if (!left.suites().isEmpty()) {
        all.add(left);
      }
    }
    all.add(newer);
    return all;
  }

  /** Writes all that is kept of one JDK, and removes what else there is of it. */
  private static Path store(List<Run> runs, Path folder) throws IOException {
    int jdk = runs.get(0).jdk();
    Path file = folder.resolve("figures-" + jdk + ".json");
    Files.writeString(file, MAPPER.writer(new FigureALine()).writeValueAsString(runs) + "\n");
    for (Path other : files(folder, pattern(jdk))) {
      if (!other.equals(file)) {
        Files.delete(other);
      }
    }
    return file;
  }

  static List<Run> read(Path file) throws IOException {
    return List.of(RUNS.<Run[]>readValue(file.toFile()));
  }

  /**
   * Reads all runs in a folder, the newest JDK first and of one JDK the oldest run; none when the
   * folder is not there.
   */
  static List<Run> readAll(Path folder) throws IOException {
    List<Run> runs = new ArrayList<>();
    for (Path file : files(folder, "figures-*.json")) {
      runs.addAll(read(file));
    }
    runs.sort(Comparator.comparingInt(Run::jdk).reversed().thenComparing(Run::begun));
    return runs;
  }

  private static String pattern(int jdk) {
    return "figures-" + jdk + "{,-*}.json";
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
