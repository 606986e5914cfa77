package dev.holdline;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What ARCHITECTURE.md names is there. */
final class ArchitectureTest {
  private static final int MOST_WORDS = 25;

  /** Not in this jar: its code has them from Java or from C. */
  private static final Set<String> OF_OTHERS = Set.of("Thread");

  private static final Pattern CODE = Pattern.compile("`([^`\n]+)`");
  private static final Pattern TYPE = Pattern.compile("[A-Z][a-z][A-Za-z]*");

  private static final Set<String> TYPES = new TreeSet<>();
  private static final Set<String> PACKAGES = new TreeSet<>();

  static {
    for (JavaClass each : new ClassFileImporter().importPackages("dev.holdline")) {
      TYPES.add(each.getSimpleName());
      PACKAGES.add(each.getPackageName());
    }
  }

  private static String text() {
    try {
      return Files.readString(Path.of("ARCHITECTURE.md"));
    } catch (IOException missing) {
      throw new AssertionError("ARCHITECTURE.md is beside the pom of the shim", missing);
    }
  }

  /** Returns the lines below a heading. */
  private static List<String> section(String heading) {
    return text()
        .lines()
        .dropWhile(line -> !line.equals("## " + heading))
        .skip(1)
        .takeWhile(line -> !line.startsWith("## "))
        .toList();
  }

  private static Set<String> named() {
    return CODE.matcher(text())
        .results()
        .map(found -> found.group(1).replaceFirst("[.(].*", ""))
        .filter(name -> TYPE.matcher(name).matches())
        .map(name -> name.endsWith("Pollers") ? name.substring(0, name.length() - 1) : name)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void types_thatAreNamed_exist() {
    assertThat(named()).hasSizeGreaterThan(40);
    assertThat(named().stream().filter(name -> !TYPES.contains(name))).isSubsetOf(OF_OTHERS);
  }

  @Test
  void rooms_ofTheTable_areThePackages() {
    Set<String> rooms =
        section("The rooms").stream()
            .filter(line -> line.startsWith("| `"))
            .map(line -> line.substring(3, line.indexOf('`', 3)))
            .map(room -> room.startsWith("dev.") ? room : "dev.holdline." + room)
            .collect(Collectors.toSet());
    assertThat(PACKAGES).containsAll(rooms);
    assertThat(rooms)
        .contains("dev.holdline.held", "dev.holdline.wait", "dev.holdline.gate", "dev.holdline");
  }

  @Test
  void contract_hasTenPointsInOrder() {
    List<String> points =
        section("The contract").stream().filter(line -> line.matches("\\d+\\. .*")).toList();
    assertThat(points).hasSize(10);
    for (int i = 0; i < points.size(); i++) {
      assertThat(points.get(i)).startsWith((i + 1) + ". **");
    }
  }

  @Test
  void words_areFewEnoughToLearnAndInOrder() {
    List<String> words =
        section("Words").stream()
            .filter(line -> line.startsWith("| ") && !line.startsWith("| word"))
            .filter(line -> !line.startsWith("| ---"))
            .map(line -> line.substring(2, line.indexOf(" |", 2)))
            .toList();
    assertThat(words).hasSizeBetween(10, MOST_WORDS).isSorted();
  }
}
