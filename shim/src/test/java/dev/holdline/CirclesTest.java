package dev.holdline;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Inside a room, files stand on each other in one direction. */
final class CirclesTest {
  private static final int MOST = 3; // files that may know each other

  private static final Map<String, List<JavaClass>> ROOMS =
      new ClassFileImporter()
              .withImportOption(new ImportOption.DoNotIncludeTests())
              .importPackages("dev.holdline")
              .stream()
              .collect(groupingBy(JavaClass::getPackageName, TreeMap::new, toList()));

  static Stream<String> rooms() {
    return ROOMS.keySet().stream();
  }

  private static List<Set<String>> tooLarge(FileGraph room) {
    return room.circles().stream().filter(circle -> circle.size() > MOST).toList();
  }

  @ParameterizedTest
  @MethodSource("rooms")
  void files_ofARoom_areInNoCircleOfMoreThanThree(String room) {
    assertThat(tooLarge(FileGraph.of(ROOMS.getOrDefault(room, List.of()))))
        .as(
            "files of %s that all know each other, directly or through others: let those below know"
                + " less, by an interface of theirs that those above implement",
            room)
        .isEmpty();
  }

  /** The circle goes through c twice, and has a tail in front and one behind. */
  @Test
  void circle_ofFourPlanted_isFoundWithAllItsFiles() {
    FileGraph planted =
        new FileGraph(
            Map.of(
                "front", Set.of("a"),
                "a", Set.of("b"),
                "b", Set.of("c"),
                "c", Set.of("a", "d"),
                "d", Set.of("c", "behind"),
                "behind", Set.of()));
    assertThat(tooLarge(planted)).containsExactly(Set.of("a", "b", "c", "d"));
  }

  @Test
  void circle_ofThreePlanted_isNotTooLarge() {
    FileGraph planted =
        new FileGraph(
            Map.of(
                "a", Set.of("b"),
                "b", Set.of("c", "d"),
                "c", Set.of("a"),
                "d", Set.of("e"),
                "e", Set.of("d")));
    assertThat(planted.circles())
        .containsExactlyInAnyOrder(Set.of("a", "b", "c"), Set.of("d", "e"));
    assertThat(tooLarge(planted)).isEmpty();
  }

  @Test
  void files_withoutACircle_haveNone() {
    FileGraph planted =
        new FileGraph(Map.of("a", Set.of("b", "c"), "b", Set.of("c"), "c", Set.of()));
    assertThat(planted.circles()).isEmpty();
  }

  /** What they use is inside their files only; a class in an array is used, too. */
  @Test
  void classes_nested_countWithTheirFile() {
    FileGraph read =
        FileGraph.of(
            new ClassFileImporter()
                    .importClasses(
                        Outer.class, Outer.Inner.class, CirclesTest.class, FileGraph.class)
                    .stream()
                    .toList());
    assertThat(read.files()).containsExactly("CirclesTest.java", "FileGraph.java");
    assertThat(read.usedBy("CirclesTest.java")).contains("FileGraph.java");
    assertThat(read.usedBy("FileGraph.java")).isEmpty();
  }

  private static final class Outer {
    private static final class Inner {
      private final Outer[] outers = {};

      @Override
      public String toString() {
        return "Inner" + outers.length;
      }
    }

    @Override
    public String toString() {
      return "Outer" + new Inner();
    }
  }
}
